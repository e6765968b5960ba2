// The chat: sign in, two pages, and the socket. One process; WORKERS of them by cluster.
import cluster from "node:cluster"
import { createServer } from "node:http"
import { WebSocketServer } from "ws"
import * as kept from "./kept.js"
import { Hub } from "./hub.js"
import { conversation, directory } from "./showing.js"

const MOST = 1000
const workers = Number(process.env.WORKERS ?? 1)

if (cluster.isPrimary && workers > 1) {
  for (let each = 0; each < workers; each++) cluster.fork()
  process.on("SIGTERM", () => process.exit(0))
} else {
  serve()
}

function serve() {
  const hub = new Hub()
  kept.listen((message) => hub.deliver(message))
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 65536 })
  const server = createServer((request, answer) => {
    route(request, answer).catch(() => answer.writeHead(500).end())
  })
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      talk(hub, ws, request).catch(() => ws.close(1011))
    })
  })
  server.listen(Number(process.env.PORT), "127.0.0.1", 2048)
}

async function route(request, answer) {
  const url = new URL(request.url, "http://localhost")
  if (url.pathname === "/ready") return answer.writeHead(200).end("ready")
  if (url.pathname === "/login" && request.method === "POST") return signIn(request, answer)
  const person = await kept.whoever(request)
  if (!person) return answer.writeHead(401).end()
  if (url.pathname === "/people") return page(answer, directory(await kept.people(person)))
  const number = Number(url.searchParams.get("user"))
  const other = url.pathname === "/chat" ? await kept.named(number) : undefined
  if (!other) return answer.writeHead(404).end()
  return page(answer, conversation(person, number, other, await kept.newest(person, number)))
}

function page(answer, html) {
  answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html)
}

async function signIn(request, answer) {
  let body = ""
  for await (const piece of request) body += piece
  const form = new URLSearchParams(body)
  const token = await kept.signIn(form.get("username") ?? "", form.get("password") ?? "")
  if (!token) return answer.writeHead(401).end()
  return answer.writeHead(204, { "Set-Cookie": `session=${token}; HttpOnly; SameSite=Lax; Path=/` }).end()
}

async function talk(hub, ws, request) {
  ws.on("error", () => ws.terminate())
  ws.pause()
  const other = Number(new URL(request.url, "http://localhost").searchParams.get("other_user"))
  const person = await kept.whoever(request)
  const [own, name] = person ? await Promise.all([kept.named(person), kept.named(other)]) : []
  ws.resume()
  if (!person) return ws.close(4001)
  if (!own || !name) return ws.close(4004)
  const entry = { ws, person, other, name }
  hub.open(entry)
  ws.on("close", () => hub.close(entry))
  ws.on("message", (data) => say(entry, data).catch(() => ws.close(1011)))
}

async function say({ ws, person, other }, data) {
  const { body, nonce } = JSON.parse(data)
  if (!body.trim() || isTooLong(body) || !nonce || nonce.length > 64) {
    return ws.send('<p id="notice" hx-swap-oob="innerHTML">Not sent.</p>')
  }
  if (await kept.isBlocked(person, other)) {
    return ws.send('<p id="notice" hx-swap-oob="innerHTML">Not sent: one of you has blocked the other.</p>')
  }
  await kept.keep(person, other, body, nonce)
}

// In characters, of which some are two of JavaScript's.
function isTooLong(body) {
  return body.length > MOST && [...body].length > MOST
}
