"""How quick the chat stays while people, or an attacker, sign in: 5 and 20 tries a second, on this machine.

Run as `python -m bench.signins`. It starts Felchat by the Procfile with two workers on a PostgreSQL and a
Redis of its own, and lets eight pairs talk, four messages a second each, from when each was due to when the
other's socket has it. The tries come when they are due, whatever becomes of those before. All of it twice, in
two minutes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Event, Thread
from time import monotonic, sleep
from urllib.parse import urlsplit

from tests import servers
from tests.integration.line import Line
from tests.integration.person import Person, introduce, register

SETTINGS = {"WEB_CONCURRENCY": "2", "BCRYPT_ROUNDS": "12", "RATELIMIT_ENABLED": "false"}
RATES = (0, 5, 20) * 2
SECONDS = 10
PAIRS = 8
MESSAGES_A_SECOND = 4
MOST_TRIES_AT_ONCE = 200
Tries = list[tuple[int, float]]
"""Of each the status of its answer, and the seconds until it came."""


def main() -> None:
    with servers.postgres() as server, servers.redis_url() as redis_url, servers.database(server) as url:
        servers.migrate(url)
        with servers.felchat(DATABASE_URL=url, REDIS_URL=redis_url, **SETTINGS) as felchat:
            pairs = [introduced(felchat.url) for _ in range(PAIRS)]
            print("tries/s  chat: p50    p99    max   tries: p50    max   answers (all in milliseconds)")
            for rate in RATES:
                measure(felchat.url, pairs, rate)


def introduced(site: str) -> tuple[Person, Person]:
    alice, bob = register(site, "alice"), register(site, "bob")
    introduce(alice, bob)
    return alice, bob


def measure(site: str, pairs: list[tuple[Person, Person]], rate: float) -> None:
    with ExitStack() as stack:
        lines = [
            (stack.enter_context(alice.talking_to(bob)), stack.enter_context(bob.talking_to(alice)))
            for alice, bob in pairs
        ]
        for line in (each for pair in lines for each in pair):
            line.until("Live")
        with signing_in(site, rate) as tries, ThreadPoolExecutor(PAIRS) as talking:
            sleep(2)  # until the line before the door is as long as it gets
            took = [each for talk in talking.map(talk_on, lines) for each in talk]
    show(rate, [each * 1000 for each in took], tries)


def talk_on(line: tuple[Line, Line]) -> list[float]:
    """Seconds that each message took, from when it was due."""
    alice, bob = line
    began, took = monotonic(), []
    for number in range(SECONDS * MESSAGES_A_SECOND):
        due = began + number / MESSAGES_A_SECOND
        sleep(max(0, due - monotonic()))
        alice.say(f"number {number}")
        bob.messages(1)
        took.append(monotonic() - due)
        alice.messages(1)  # or her socket would be held up by what she does not read
    return took


@contextmanager
def signing_in(site: str, rate: float) -> Iterator[Tries]:
    """Tries at that rate, with a wrong password, while the block lasts."""
    over, tries = Event(), Tries()

    def note(due: float) -> None:
        tries.append(tried(site, due))

    def go_on() -> None:
        with ThreadPoolExecutor(MOST_TRIES_AT_ONCE) as trying:
            due = monotonic()
            while not over.wait(max(0, due - monotonic())):
                trying.submit(note, due)
                due += 1 / rate

    thread = Thread(target=go_on)
    if rate:
        thread.start()
    yield tries
    over.set()
    if rate:
        thread.join()


def tried(site: str, due: float) -> tuple[int, float]:
    body = json.dumps({"username": "nobody", "password": "a wrong horse"})
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=60)) as connection:
        connection.request("POST", "/api/v1/users/login", body, {"Content-Type": "application/json"})
        status = connection.getresponse().status
    return status, monotonic() - due


def show(rate: float, took: list[float], tries: Tries) -> None:
    times = [seconds * 1000 for _, seconds in tries] or [0.0]
    counted = sorted(Counter(status for status, _ in tries).items())
    answers = ", ".join(f"{status}: {many}" for status, many in counted) or "none"
    slowest = quantiles(took, n=100)[98]
    print(
        f"{rate:>7}  {median(took):8.1f} {slowest:6.1f} {max(took):6.1f}"
        f"   {median(times):8.0f} {max(times):6.0f}   {answers}",
        flush=True,
    )


if __name__ == "__main__":
    main()
