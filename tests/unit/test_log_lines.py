"""A line of the log: in both forms one line, by UTC, and without the words of a fault."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from felchat.logs import lines as log_lines
from felchat.logs.tracing import as_of_this_request, forget, traced

HOSTILE = "a\r\nb\x1b[2Kc\u202ed\u2028e\x00f\x85g"


@pytest.fixture(params=["json", "text"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a process writes that listens to nothing yet."""
    stream, root = io.StringIO(), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "felchat", *log_lines.TELLING)}
    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(root, "handlers", [])
    log_lines.configure("DEBUG", request.param, stream)
    yield stream
    sys.excepthook, threading.excepthook = hooks
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_whatever_a_line_is_made_of_it_stays_one_line(written: io.StringIO) -> None:
    """OWASP ASVS 5.0, 16.4.1."""
    logging.getLogger("felchat.test").info("Said %s", HOSTILE, extra={"facts": {"also": HOSTILE}})
    line = written.getvalue()
    assert line.endswith("\n")
    assert line[:-1].isprintable()
    assert line.splitlines() == [line[:-1]]


def test_a_line_says_when_by_utc(written: io.StringIO) -> None:
    """OWASP ASVS 5.0, 16.2.2."""
    record = logging.LogRecord("felchat", logging.INFO, "", 0, "now", (), None)
    record.created = 1_795_780_000.25
    logging.getLogger("felchat").handle(record)
    assert "2026-11-27T11:46:40.250+00:00" in written.getvalue()


def breaks() -> None:
    try:
        dict[str, str]()["the secret"]
    except KeyError as first:
        raise ValueError("the secret") from first


def test_a_fault_is_told_by_kind_and_place_and_never_by_its_words(written: io.StringIO) -> None:
    try:
        breaks()
    except ValueError:
        logging.getLogger("felchat.test").exception("It broke")
    line = written.getvalue()
    assert "secret" not in line
    assert "Traceback: ValueError at tests/unit/test_log_lines.py:" in line
    assert "; after KeyError at tests/unit/test_log_lines.py:" in line
    assert len(line.splitlines()) == 1


def test_a_thread_that_ends_by_a_fault_keeps_its_words_too(written: io.StringIO) -> None:
    def ends() -> None:
        raise ValueError("the secret")

    thread = threading.Thread(target=ends)
    thread.start()
    thread.join()
    assert "Something ended by a fault" in written.getvalue()
    assert "secret" not in written.getvalue()


def test_libraries_are_not_heard_below_warning_nor_gunicorn_below_info(written: io.StringIO) -> None:
    logging.getLogger("some.library").info("the secret")
    logging.getLogger("gunicorn.error").debug("the secret")
    logging.getLogger("felchat.test").debug("ours")
    logging.getLogger("gunicorn.error").info("up")
    logging.getLogger("some.library").warning("beware")
    assert [word in written.getvalue() for word in ("secret", "ours", "up", "beware")] == [0, 1, 1, 1]


def test_what_others_tie_to_a_record_does_not_get_in(written: io.StringIO) -> None:
    logging.getLogger("felchat.test").info("x", extra={"cookie": "the secret"})
    assert "secret" not in written.getvalue()


def test_a_line_names_the_request_that_is_served_and_so_does_its_thread(written: io.StringIO) -> None:
    def application(*_: object) -> list[bytes]:
        thread = threading.Thread(target=as_of_this_request(speak))
        thread.start()
        thread.join()
        return []

    def speak() -> None:
        logging.getLogger("felchat.test").info("here")

    own = "0123456789abcdef"
    traced(application, believed=True)({"HTTP_X_REQUEST_ID": own}, lambda *_: lambda _: None)
    speak()
    forget()
    speak()
    assert [own in line for line in written.getvalue().splitlines()] == [True, True, False]


def test_json_is_an_object_a_line() -> None:
    forget()
    record = logging.LogRecord("felchat.test", logging.WARNING, "", 0, "Hm: %s", ("«»",), None)
    vars(record)["facts"] = {"account": 5}
    line = json.loads(log_lines.JsonLine().format(record))
    assert set(line) == {"time", "level", "logger", "message", "account"}
    assert (line["level"], line["message"], line["account"]) == ("warning", "Hm: «»", 5)
