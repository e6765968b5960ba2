// The pages that are open in this process.
import { pushed } from "./showing.js"

const MOST_UNREAD = 1 << 20

export class Hub {
  #pages = new Map()

  open(entry) {
    if (!this.#pages.has(entry.person)) this.#pages.set(entry.person, new Set())
    this.#pages.get(entry.person).add(entry)
  }

  close(entry) {
    const pages = this.#pages.get(entry.person)
    pages?.delete(entry)
    if (!pages?.size) this.#pages.delete(entry.person)
  }

  deliver(message) {
    const [lower, higher] = /\{(\d+):(\d+)\}/.exec(message.stream).slice(1).map(Number)
    for (const [person, other] of [[lower, higher], [higher, lower]]) {
      let html
      for (const entry of this.#pages.get(person) ?? []) {
        if (entry.other !== other) continue
        html ??= pushed(message, person, entry.name)
        if (entry.ws.bufferedAmount > MOST_UNREAD) entry.ws.terminate()
        else entry.ws.send(html)
      }
    }
  }
}
