"""All that is measured, by the names under which it is found; the dashboard asks for these."""

from dataclasses import dataclass
from typing import Literal

ACKNOWLEDGED = (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2, 5, 10)
ASKED = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2)
"""Upper bounds of classes, in seconds. A store counts as away after two."""


@dataclass(frozen=True, eq=False)
class Instrument:
    """One thing that is measured. `across`: how the numbers of several workers become one."""

    name: str
    tells: str
    labels: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()
    across: Literal["livesum", "livemax", ""] = ""


KEPT = Instrument(
    "felchat_message_ack_seconds", "From a message's frame read to the message stored", bounds=ACKNOWLEDGED
)
REFUSED = Instrument("felchat_messages_refused_total", "Messages not taken", ("kind",))
HINTS = Instrument("felchat_hints_total", "Events heard for people with an open page")
GAPS = Instrument("felchat_catch_ups_total", "Times that a page asked the store, as a hint was missing")
SOCKETS = Instrument("felchat_sockets", "Sockets that are open", ("kind",), across="livesum")
HUNG_UP = Instrument("felchat_sockets_closed_total", "Sockets closed from here", ("code",))
WAITING = Instrument("felchat_inbox_events", "Events that wait in all inboxes", across="livesum")
FULLEST = Instrument("felchat_inbox_events_most", "Events that wait in the fullest inbox", across="livemax")
REDIS = Instrument("felchat_redis_seconds", "Until Redis answered", ("question",), ASKED)
DATABASE = Instrument("felchat_database_seconds", "Until the database answered", ("question",), ASKED)
EVENTS = Instrument("felchat_security_events_total", "Sign-ins, refusals, changes of accounts", ("event",))
ANSWERS = Instrument("felchat_http_answers_total", "Requests answered", ("route", "status"))
LAG = Instrument("felchat_event_loop_lag_seconds", "How late a sleeper is woken", bounds=ASKED)
WORKERS = Instrument("felchat_workers", "Workers that serve", across="livesum")

ALL = (
    *(KEPT, REFUSED, HINTS, GAPS, SOCKETS, HUNG_UP, WAITING, FULLEST),
    *(REDIS, DATABASE, EVENTS, ANSWERS, LAG, WORKERS),
)
