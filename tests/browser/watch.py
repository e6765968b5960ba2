"""What a browser complains of, and whom it talks to, while somebody uses it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

HOME = "127.0.0.1"
SAY_VIOLATIONS = """
addEventListener("securitypolicyviolation", violation => console.error(
  "Content Security Policy violated:", violation.effectiveDirective, violation.blockedURI, violation.sample))
"""
SERVER_AWAY = (
    r"WebSocket connection to .*(ERR_\w+|closed before|Unexpected response code: 50\d)",
    r"net::ERR_(CONNECTION_\w+|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)",
    r"net::ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)|TypeError: network error",
    r"htmx:ws:error|Failed to fetch|htmx:error: timeout",
)
"""What the console may say while there is no server to talk to."""
LEFT_AT_ONCE = r"htmx:ws:error: (Connection (not open|closed)|Outgoing messages queue is full).*i#reader"
"""And where a page is about to say how far it was read while its session ends."""


class Watch:
    """Collects a browser context's console errors and warnings, broken scripts and foreign requests."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self._complaints: list[str] = []
        self._excused: list[str] = []
        context.add_init_script(SAY_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda broken: self._complaints.append(f"script: {broken.error}"))
        context.on("request", lambda request: self._request(request.url))
        context.on("page", self._page)

    def excuse(self, *patterns: str) -> None:
        """The test expects complaints in which one of these regular expressions is found."""
        self._excused += patterns

    def complaints(self) -> list[str]:
        """Everything that was complained of and that nobody expected."""
        return [
            each for each in self._complaints if not any(re.search(known, each) for known in self._excused)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._request(socket.url))

    def _request(self, url: str) -> None:
        self.requests.append(url)
        if urlsplit(url).hostname != HOME:
            self._complaints.append(f"request to another host: {url}")
