"""As much of HTTP/1.1 as it takes to sign in and to fetch pages, over connections that are kept."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def cookie(self) -> str:
        """What the answer's cookies make of the next request's Cookie header."""
        return "; ".join(value.partition(";")[0] for name, value in self.headers if name == "set-cookie")


@dataclass
class Client:
    """A connection to 127.0.0.1, made anew when the server has closed it."""

    port: int
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Raises ConnectionError or asyncio.IncompleteReadError when no answer comes."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        reader, writer = self._streams or await asyncio.open_connection("127.0.0.1", self.port)
        self._streams = reader, writer
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        answer = await read_answer(reader, method)
        if ("connection", "close") in answer.headers:
            self.close()
        return answer

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def read_answer(reader: asyncio.StreamReader, method: str) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    status = int(first.split()[1])
    named = [line.partition(":") for line in lines]
    headers = tuple((name.lower(), value.strip()) for name, _, value in named)
    body = b""
    if method != "HEAD" and status not in (204, 304):
        body = await read_body(reader, dict(headers))
    return Answer(status, headers, body)


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    body = bytearray()
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return bytes(body)
