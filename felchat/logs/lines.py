"""The log: one line for each thing that happened, in JSON or as text, by UTC, and without anybody's words.

Whatever a line is made of, it stays one line. A fault is told by kind and place alone (faults.py).
"""

import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from felchat.logs.faults import without_words
from felchat.logs.tracing import request_id

if TYPE_CHECKING:
    from threading import ExceptHookArgs
    from types import TracebackType

TELLING = ("alembic", "gunicorn")
"""Libraries whose doings are the operator's business."""

Fault = tuple[type[BaseException], BaseException, "TracebackType | None"] | tuple[None, None, None]


def configure(level: str, form: str, stream: TextIO | None = None) -> None:
    """Write the log in that form to that stream, or to stderr, unless somebody in this process does already.

    Below WARNING most libraries write what they are given, addresses and headers too. So the level is
    Felchat's; libraries are heard from WARNING on, those that are telling from INFO.
    """
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine() if form == "json" else TextLine())
    root.addHandler(handler)
    asked = logging.getLevelNamesMapping()[level]
    root.setLevel(max(asked, logging.WARNING))
    logging.getLogger("felchat").setLevel(asked)
    for name in TELLING:
        logging.getLogger(name).setLevel(max(asked, logging.INFO))
    sys.excepthook = lambda kind, fault, places: note_uncaught((kind, fault, places))
    threading.excepthook = note_uncaught_in_thread


def facts_of(record: logging.LogRecord) -> dict[str, object]:
    """What a line says beside its sentence: of which request it is, and what was given as `facts`."""
    own = {"request": own_id} if (own_id := request_id()) else {}
    return own | getattr(record, "facts", {})


def moment_of(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class WithoutWords(logging.Formatter):
    """Tells a fault by kind and place."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return f"Traceback: {without_words(ei[1])}" if ei[1] else ""


class JsonLine(WithoutWords, JsonFormatter):
    """An object with `time`, `level`, `logger`, `message`, the facts, and `fault` where there was one.

    Nothing else that somebody may have tied to the record gets in.
    """

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        log_data |= {
            "time": moment_of(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.message,
            **facts_of(record),
        }
        if fault := message_dict.get("exc_info"):
            log_data["fault"] = fault


class TextLine(WithoutWords):
    """The same, as a person likes to read it."""

    def format(self, record: logging.LogRecord) -> str:
        facts = [f"{name}={value}" for name, value in facts_of(record).items()]
        fault = [self.formatException(record.exc_info)] if record.exc_info else []
        parts = [moment_of(record), record.levelname, f"{record.name}:", record.getMessage(), *facts, *fault]
        return on_one_line(" ".join(parts))


def on_one_line(text: str) -> str:
    """Line breaks, escapes to a terminal, and marks that turn what is read around, made visible."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def note_uncaught(fault: "Fault") -> None:
    """Instead of Python, which would print a fault with its words."""
    if fault[0] and issubclass(fault[0], KeyboardInterrupt):
        return
    logging.getLogger("felchat").error("Something ended by a fault", exc_info=fault)


def note_uncaught_in_thread(ended: "ExceptHookArgs") -> None:
    if ended.exc_value:
        note_uncaught((ended.exc_type, ended.exc_value, ended.exc_traceback))
