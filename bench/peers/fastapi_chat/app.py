"""The application: sign in, two pages, and the socket."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import Cookie, FastAPI, Form, HTTPException, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse

from bench.peers.fastapi_chat import kept
from bench.peers.fastapi_chat.hub import Hub, Page
from bench.peers.fastapi_chat.showing import conversation, directory
from bench.peers.messages import BLOCKED, NOT_SENT, may_be_said

hub = Hub()


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    await kept.database.open()
    listening = asyncio.create_task(hub.listen())
    yield
    listening.cancel()
    await kept.database.close()


app = FastAPI(lifespan=lifespan)
Session = Annotated[str, Cookie()]


async def whoever(session: str) -> int:
    number = await kept.redis.get(f"session:{session}") if session else None
    if not number:
        raise HTTPException(401)
    return int(number)


@app.get("/ready")
async def ready() -> str:
    await kept.redis.ping()
    return "ready"


@app.post("/login", status_code=204)
async def login(username: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    number = await kept.signed_in(username, password)
    if number is None:
        raise HTTPException(401)
    token = secrets.token_urlsafe(32)
    await kept.redis.set(f"session:{token}", number, ex=kept.A_DAY)
    answer = Response(status_code=204)
    answer.set_cookie("session", token, httponly=True, samesite="lax")
    return answer


@app.get("/chat", response_class=HTMLResponse)
async def chat(user: int, session: Session = "") -> str:
    number = await whoever(session)
    other = await kept.person(user)
    if other is None:
        raise HTTPException(404)
    return conversation(number, user, other, await kept.newest(number, user))


@app.get("/people", response_class=HTMLResponse)
async def people(session: Session = "") -> str:
    number = await whoever(session)
    return directory(await kept.people(number))


@app.websocket("/ws/chat")
async def talk(socket: WebSocket, other_user: int, session: Session = "") -> None:
    number: Any = await kept.redis.get(f"session:{session}")
    names = await asyncio.gather(kept.person(int(number)), kept.person(other_user)) if number else [None]
    if None in names:
        await socket.accept()
        await socket.close(4004 if number else 4001)
        return
    page = Page(socket, int(number), other_user, str(names[1]))
    with suppress(WebSocketDisconnect), hub.holding(page):
        await socket.accept()
        page.begin()
        while True:
            said = await socket.receive_json()
            await say(page, str(said["body"]), str(said["nonce"]))


async def say(page: Page, body: str, nonce: str) -> None:
    if not may_be_said(body, nonce):
        page.tell(NOT_SENT)
    elif await kept.is_blocked(page.person, page.other):
        page.tell(BLOCKED)
    else:
        await kept.keep(page.person, page.other, body, nonce)
