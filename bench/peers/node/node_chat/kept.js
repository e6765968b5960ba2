// What is kept: people and blocks in PostgreSQL, sessions and messages in Redis.
import { createHash, randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import bcrypt from "bcrypt"
import { Redis } from "ioredis"
import pg from "pg"

const RETENTION_MS = 1_800_000
const KNOWN_FOR = 30_000
const A_DAY = 43_200

// libpq's address: a folder with the server's socket stands in the query, and then no host before the name.
const [, user, place, name, query] = /^postgresql(?:\+\w+)?:\/\/([^@]+)@([^/]*)\/([^?]+)(?:\?(.*))?$/.exec(process.env.DATABASE_URL)
const [host, port] = place.split(":")
const database = new pg.Pool({
  host: new URLSearchParams(query ?? "").get("host") ?? host,
  port: Number(port ?? 5432),
  user: user.split(":")[0],
  password: user.split(":")[1],
  database: name,
  max: 10,
})
database.on("error", (failure) => console.error(failure.message))
const redis = new Redis(process.env.REDIS_URL, { enableAutoPipelining: true })
redis.defineCommand("keepMessage", {
  numberOfKeys: 2,
  lua: readFileSync(new URL("../../add_message.lua", import.meta.url), "utf8"),
})
const blocks = new Map()

export function listen(deliver) {
  const subscription = new Redis(process.env.REDIS_URL)
  subscription.subscribe("messages")
  subscription.on("message", (_channel, text) => deliver(JSON.parse(text)))
}

export async function signIn(name, password) {
  const found = await database.query("SELECT id, password_hash FROM users WHERE username_key = $1", [
    name.toLowerCase(),
  ])
  const digest = createHash("sha256").update(password).digest("base64")
  if (!found.rows.length || !(await bcrypt.compare(digest, found.rows[0].password_hash))) return null
  const token = randomBytes(32).toString("base64url")
  await redis.set(`session:${token}`, found.rows[0].id, "EX", A_DAY)
  return token
}

export async function whoever(request) {
  const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1]
  return token ? Number(await redis.get(`session:${token}`)) : 0
}

export async function named(person) {
  const found = await database.query("SELECT username FROM users WHERE id = $1 AND disabled_at IS NULL", [person])
  return found.rows[0]?.username
}

export async function people(person) {
  const statement =
    "SELECT id, username FROM users WHERE id != $1 AND disabled_at IS NULL ORDER BY username_key LIMIT 50"
  return (await database.query(statement, [person])).rows
}

// Whether one of the two has blocked the other, as it was at most half a minute ago. Those who ask meanwhile wait for the
// same answer, so that what one of them says keeps its order.
export async function isBlocked(one, other) {
  const pair = one < other ? `${one}:${other}` : `${other}:${one}`
  const known = blocks.get(pair)
  if (known && Date.now() - known.askedAt < KNOWN_FOR) return known.answer
  const answer = askIfBlocked(one, other)
  blocks.set(pair, { askedAt: Date.now(), answer })
  answer.catch(() => blocks.delete(pair))
  return answer
}

async function askIfBlocked(one, other) {
  const statement = "SELECT 1 FROM user_blocks WHERE (blocker_id, blocked_id) IN (($1, $2), ($2, $1))"
  return (await database.query(statement, [one, other])).rows.length > 0
}

function streamOf(one, other) {
  return `chat:{${Math.min(one, other)}:${Math.max(one, other)}}`
}

export function keep(sender, recipient, body, nonce) {
  const stream = streamOf(sender, recipient)
  return redis.keepMessage(stream, `${stream}:${sender}:${nonce}`, RETENTION_MS, sender, nonce, body, "messages")
}

// The last fifty, oldest first.
export async function newest(one, other) {
  const found = await redis.xrevrange(streamOf(one, other), "+", Date.now() - RETENTION_MS, "COUNT", 50)
  return found.reverse().map(([id, fields]) => ({ id, sender: Number(fields[1]), nonce: fields[3], body: fields[5] }))
}
