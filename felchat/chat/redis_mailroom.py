"""A mailroom whose processes tell each other through Redis, over one subscription each."""

import logging
from collections.abc import Collection, Sequence
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from redis import Redis
from redis.client import PubSub

from felchat import metrics
from felchat.chat.envelopes import decode, encode
from felchat.chat.events import Event, MayHaveMissed
from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.redis_keys import channel_of, person_of
from felchat.chat.stirred_mailroom import StirredMailroom
from felchat.domain import StorageAway
from felchat.logs.faults import without_words
from felchat.redis_connection import AWAY, storage_away
from felchat.redis_patience import Pauses
from felchat.redis_subscription import heard_on

LOOK_AGAIN = 5
"""Seconds of silence after which the process sends itself a nudge, to hear whether it still hears."""

STEADY = 10
"""Seconds that a subscription must have lasted for its loss to count as the first."""
PAUSES = Pauses(base=0.1, cap=2)

PERSON_CHANGED = "felchat:person-changed"
"""The one channel that every process follows: it tells of whoever comes or goes, and few do at a time."""

log = logging.getLogger(__name__)


class RedisMailroom:
    """See Mailroom. Only the listening thread touches the subscription; others nudge it."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._here = StirredMailroom()
        self._nudges = f"felchat:process:{uuid4().hex}"
        self._last_heard: tuple[str, Event] = ("", MayHaveMissed())
        self._heard: set[int] = set()
        """Of whom Redis has said that whatever is published for them comes."""
        self._starting = Lock()
        self._listener: Thread | None = None

    def open(self, person: int, watching: Collection[int] = ()) -> InMemoryInbox:
        inbox = self._here.placed(person, watching)
        if person in self._heard:
            inbox.put(MayHaveMissed())
        try:
            self._start_listening()
            self._publish(self._nudges, "somebody came")
        except StorageAway:
            inbox.close()
            raise
        return inbox

    def deliver(self, event: Event, *people: int) -> None:
        for person in people:
            self._publish(channel_of(person), encode(event))

    def person_changed(self, person: int) -> None:
        self._publish(PERSON_CHANGED, str(person))

    def shut(self) -> Sequence[InMemoryInbox]:
        return self._here.shut()

    def depths(self) -> Sequence[int]:
        return self._here.depths()

    def _publish(self, channel: str, text: str) -> None:
        with storage_away():
            self._redis.publish(channel, text)

    def _start_listening(self) -> None:
        with self._starting:
            if self._listener is None or not self._listener.is_alive():
                self._listener = Thread(target=self._listen, name="mailroom", daemon=True)
                self._listener.start()

    def _listen(self) -> None:
        """Follow for ever. Whatever breaks, a new subscription begins, and its start is a resync."""
        failures = 0
        while True:
            began = monotonic()
            try:
                with self._redis.pubsub() as pubsub:
                    self._follow(pubsub)
            except (*AWAY, StorageAway) as away:
                log.warning("The subscription was lost and begins again: %s", away)
            except Exception as fault:  # noqa: BLE001 - whoever waits for it must not wait for ever
                log.error("The subscription broke and begins again: %s", without_words(fault))
            failures = 1 if monotonic() - began > STEADY else failures + 1
            sleep(PAUSES.compute(failures))

    def _follow(self, pubsub: PubSub) -> None:
        pubsub.subscribe(self._nudges, PERSON_CHANGED)
        self._heard.clear()
        self._here.stir_all()
        followed: set[int] = set()
        silences = 0
        while silences < 2:
            found = heard_on(pubsub, LOOK_AGAIN)
            silences = 0 if found else silences + 1
            if found is None:
                self._publish(self._nudges, "is anything heard?")
            elif found["channel"] == self._nudges:
                self._follow_who_is_here(pubsub, followed)
            elif found["channel"] == PERSON_CHANGED:
                self._hear_who_changed(found)
            else:
                self._hear(found)
        log.warning("Redis answers, but the subscription is silent, so it begins again")

    def _follow_who_is_here(self, pubsub: PubSub, followed: set[int]) -> None:
        """Subscribe to whoever came and unsubscribe from whoever left; Redis does both in this order."""
        stirred = self._here.stirred_since()
        here = {person for person in stirred if self._here.has(person)}
        if left := (stirred - here) & followed:
            followed -= left
            self._heard -= left
            pubsub.unsubscribe(*map(channel_of, left))
        if came := here - followed:
            followed |= came
            pubsub.subscribe(*map(channel_of, came))

    def _hear_who_changed(self, found: dict[str, Any]) -> None:
        if found["type"] == "message":
            self._here.person_changed(int(found["data"]))

    def _hear(self, found: dict[str, Any]) -> None:
        person = person_of(found["channel"])
        if found["type"] == "message":
            metrics.meters.hint_came()
            self._here.deliver(self._decoded(found["data"]), person)
        elif found["type"] == "subscribe":
            # What was published before this moment went past.
            self._heard.add(person)
            self._here.deliver(MayHaveMissed(), person)

    def _decoded(self, text: str) -> Event:
        """The event in the text. It comes once for each of the two, one right after the other."""
        if text != self._last_heard[0]:
            self._last_heard = text, decode(text)
        return self._last_heard[1]
