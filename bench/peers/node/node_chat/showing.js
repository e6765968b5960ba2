// HTML by template literals.
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" }
const escape = (text) => text.replace(/[&<>"']/g, (found) => ESCAPED[found])

function shown({ id, sender, body }, viewer, other) {
  const mine = sender === viewer
  const at = new Date(Number(id.split("-")[0])).toISOString()
  const ticks = mine
    ? '<p class="ticks" aria-live="off"><span class="ticks__sent" title="Sent">Sent</span><span class="ticks__read" title="Read">Read</span></p>'
    : ""
  const takeBack = mine
    ? `<details class="take-back"><summary class="take-back__ask" title="Delete" aria-describedby="body-of-${id}">Delete</summary>
<button class="button button--problem" type="submit" form="take-back" name="message" value="${id}">Delete for both</button></details>`
    : ""
  return `<article id="message-${id}" class="message${mine ? " message--mine" : ""}" data-left="1800" hx-get="/chat/gone" hx-trigger="load delay:1800000ms" hx-target="this" hx-swap="delete">
<div hx-ignore><p class="message__head"><bdi class="message__author">${mine ? "You" : escape(other)}</bdi>
<time class="message__time" datetime="${at.slice(0, 19)}+00:00">${at.slice(11, 16)} UTC</time></p>
<p id="body-of-${id}" class="message__body" dir="auto">${escape(body)}</p>${ticks}</div>${takeBack}</article>`
}

export function pushed(message, viewer, other) {
  const slot = message.sender === viewer ? `<div id="slot-${escape(message.nonce)}" hx-swap-oob="delete"></div>` : ""
  return `<div id="log" hx-swap-oob="beforeend">${shown(message, viewer, other)}</div>
<div id="position" hx-swap-oob="innerHTML"><input type="hidden" id="last" name="last" value="${message.id}"></div>${slot}`
}

export function conversation(viewer, number, other, messages) {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(other)}</title></head>
<body hx-ext="ws" ws-connect="/ws/chat?other_user=${number}"><header><h1>${escape(other)}</h1></header>
<div id="log" role="log">${messages.map((each) => shown(each, viewer, other)).join("\n")}</div>
<form id="composer" ws-send><label>Message <textarea name="body" maxlength="1000"></textarea></label><button>Send</button></form>
</body></html>`
}

export function directory(people) {
  const rows = people.map(({ id, username }) => `<li><a href="/chat?user=${id}">${escape(username)}</a></li>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>People</title></head><body><ul>${rows.join("\n")}</ul></body></html>`
}
