"""`flask chat stats` where something is measured: how many and how long, of all workers."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from flask import Flask

from felchat import create_app, metrics
from felchat.config import Settings
from felchat.metrics.exposition import Exposition
from felchat.metrics.reading import EVERYWHERE, Unread, measured_in, quantile, read
from felchat.services import Services
from tests.servers import free_port
from tests.unit.test_commands import run
from tests.unit.watched import SHOWN, TOKEN, looked_at


@pytest.fixture
def workers(watched: Flask) -> Iterator[int]:
    """The port where a watched Felchat answers."""
    ask = watched.test_client()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = ask.get(self.path, headers=dict(self.headers))
            self.send_response(answer.status_code)
            self.end_headers()
            self.wfile.write(answer.data)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def outside(settings: Settings, services: Services, workers: int) -> Flask:
    """A command line that has nothing to do with the workers but the settings."""
    wishes = {"redis_url": "redis://127.0.0.1:1", "metrics_token": TOKEN, "port": workers}
    counting = metrics.meters
    made = create_app(settings.model_copy(update=wishes), services)
    metrics.count_in(counting)
    return made


def test_the_command_shows_what_the_workers_measured(outside: Flask) -> None:
    metrics.meters.message_kept(0.0015)
    metrics.meters.socket_opened("people")
    said = run(outside, "chat", "stats").stdout
    assert said.startswith("Living messages: 0, in conversations: 0.\n")
    rows = [line.split() for line in said.splitlines()]
    assert ["sockets", "people", "1"] in rows
    assert ["message", "ack", "1", "1.50", "1.50", "1.95", "1.99"] in rows


def test_programs_are_told_by_the_names_that_prometheus_knows(outside: Flask) -> None:
    metrics.meters.redis_answered(("GET", "felchat:canary"), 0.0002)
    metrics.meters.answered("/chat", 200)
    told = json.loads(run(outside, "chat", "stats", "--json").stdout)
    assert (told["messages"], told["conversations"]) == (0, 0)
    numbers = {(each["name"], each["of"]): each["value"] for each in told["measured"]["numbers"]}
    assert numbers["felchat_workers", ""] == 1
    assert numbers["felchat_http_answers_total", "/chat 2xx"] == 1
    (asked,) = (each for each in told["measured"]["durations"] if each["name"] == "felchat_redis_seconds")
    assert (asked["of"], asked["count"], asked["mean"]) == ("get", 1, pytest.approx(0.0002))
    assert "canary" not in json.dumps(told)


def test_it_says_when_the_workers_do_not_answer_and_counts_what_lives(outside: Flask) -> None:
    settings = outside.config["FELCHAT"]
    for wishes in ({"port": free_port()}, {"metrics_token": TOKEN[::-1]}):
        outside.config["FELCHAT"] = settings.model_copy(update=wishes)
        answer = run(outside, "chat", "stats", "--json")
        assert answer.exit_code == 0
        assert json.loads(answer.stdout) == {"conversations": 0, "messages": 0}
        assert answer.stderr.startswith("No Felchat with this METRICS_TOKEN answers")
        assert TOKEN not in answer.stderr


def test_a_server_that_listens_everywhere_is_asked_on_this_machine(workers: int) -> None:
    assert read("0.0.0.0", workers, TOKEN).numbers  # noqa: S104 - as HOST has it
    assert EVERYWHERE["::"] == "::1"
    with pytest.raises(Unread):
        read("127.0.0.1", workers, "another token")


def test_whoever_else_answers_there_is_not_taken_for_a_felchat(
    watched: Flask, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watched
    for text in (b"<html>", b"\xff", b"a{b=", b"felchat_sockets{ 1"):
        monkeypatch.setattr(Exposition, "text", lambda _self, text=text: text)
        with pytest.raises(Unread):
            read("127.0.0.1", workers, TOKEN)


def test_all_that_is_shown_is_read(watched: Flask) -> None:
    metrics.meters.message_kept(0.3)
    measured = measured_in(looked_at(watched).text)
    assert {each.name for each in measured.durations} == {"felchat_message_ack_seconds"}
    assert "felchat_hints_total" in {each.name for each in measured.numbers}
    assert SHOWN["Authorization"].endswith(TOKEN)


@pytest.mark.parametrize(
    ("part", "expected"), [(0.5, 1.0), (0.25, 0.5), (0.75, 2.0), (0.9, 2.0), (1.0, 2.0), (0.0, 0.0)]
)
def test_a_part_is_placed_in_its_class_as_prometheus_does(part: float, expected: float) -> None:
    """Two of four took up to one second, one more up to two, and one longer than is told apart."""
    assert quantile(part, [(1.0, 2), (2.0, 3), (float("inf"), 4)]) == expected
