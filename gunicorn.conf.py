"""How gunicorn serves Felchat, in production by the Procfile and on a laptop by `make run`.

Run as a program, it checks the settings and becomes gunicorn, which reads this file again.
"""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402 - everything is to be imported patched
import os  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
from threading import Thread  # noqa: E402
from time import sleep  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

from felchat import gunicorn_answers, slow_peers  # noqa: E402
from felchat.chat.sweeping import seconds_between_sweeps, sweep_for_ever  # noqa: E402
from felchat.config import ROOT, load_settings  # noqa: E402
from felchat.logs import lines as log_lines  # noqa: E402
from felchat.logs import tracing  # noqa: E402
from felchat.logs.of_gunicorn import GunicornLog  # noqa: E402
from felchat.metrics import watching  # noqa: E402
from felchat.metrics.workers import directory  # noqa: E402

if TYPE_CHECKING:
    from gunicorn.workers.base import Worker

settings = load_settings()

wsgi_app = "wsgi:app"
bind = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
worker_class = "gevent"
# Messages in one process's memory cannot be shared with another.
workers = settings.web_concurrency if settings.redis_url else 1
worker_connections = 6000
reuse_port = workers > 1
timeout = 30  # seconds that a worker may show no sign of life before it is replaced
graceful_timeout = 20
keepalive = 5  # seconds for whatever comes before a body, the headers too
max_requests = 0  # each socket is a request: a worker that ends after some takes its sockets along
forwarded_allow_ips = ""  # whom to believe about the client is TRUSTED_PROXIES' to say, by ProxyFix alone
limit_request_line = 2048
limit_request_fields = 50
control_socket_disable = True
loglevel = settings.log_level.lower()
accesslog = "-" if settings.env == "prod" else None
logger_class = GunicornLog
gunicorn_answers.init()
log_lines.configure(settings.log_level, settings.log_format, sys.stdout)

GOODBYE_WITHIN = 3
"""Seconds over which the sockets of a stopping worker are closed, so that not all come back at once."""


def on_starting(_server: object) -> None:
    if settings.metrics_token:
        directory.prepare()


on_reload = on_starting


def child_exit(_server: object, worker: "Worker") -> None:
    directory.forget(int(worker.pid))


def on_exit(_server: object) -> None:
    directory.clear_away()


def when_ready(server: Any) -> None:
    server.log.info("Felchat is up on http://%s", bind)


def pre_request(_worker: object, request: object) -> None:
    slow_peers.keep_in_turn(request)


def post_request(_worker: object, _request: object, _environ: object, _answer: object) -> None:
    tracing.forget()


def post_worker_init(worker: "Worker") -> None:
    """Begin what goes on beside the requests."""
    collect_seldom()
    services = worker.wsgi.extensions["felchat"]
    sweeping = (services.housekeeping, services.administration.forget_ended_sessions)
    every = seconds_between_sweeps(settings.retention_ms)
    watching.begin(worker.wsgi, services.chat.mailroom.depths)
    Thread(target=say_goodbye_in_the_end, args=(worker,), name="goodbye", daemon=True).start()
    Thread(target=sweep_for_ever, args=(*sweeping, every), name="sweep", daemon=True).start()


def collect_seldom() -> None:
    """Looking through all that is alive takes a worker half a second where a thousand talk, and nobody hears.

    Pages and sockets end without it (tests/unit/test_what_is_left.py); it is for what dies young.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def worker_exit(_server: object, worker: "Worker") -> None:
    if worker.wsgi:
        watching.end(worker.wsgi)


def say_goodbye_in_the_end(worker: "Worker") -> None:
    """Close the worker's sockets with 1012 when it ends, so that the browsers come back at once."""
    while worker.alive:
        sleep(0.1)
    # For up to a second more gunicorn lets newcomers in, who are sent on at once.
    worker.wsgi.extensions["felchat"].chat.say_goodbye(GOODBYE_WITHIN)


def worker_int(worker: "Worker") -> None:
    """On Ctrl-C the pages are told, too, and gevent prints no traceback about the exit."""
    worker.wsgi.extensions["felchat"].chat.say_goodbye(0)
    sleep(0.2)
    os._exit(0)


if __name__ == "__main__":
    if not (ROOT / "static" / "vendor" / "htmx.js").exists():
        # Some hosts install requirements.txt and start this, and build nothing in between. Where the assets
        # cannot be built, this says why, and the start goes on: the pages work without, but are not live.
        subprocess.run([sys.executable, "deploy/assets.py"], cwd=ROOT, check=False)
    # gunicorn reads this one by itself as soon as it is imported, and answers a wrong one with a traceback.
    if "WEB_CONCURRENCY" in os.environ:
        os.environ["WEB_CONCURRENCY"] = str(settings.web_concurrency)
    from gunicorn.app.wsgiapp import run

    run()  # type: ignore[no-untyped-call]
