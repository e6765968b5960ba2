"""What is asked of Redis over the connection that many share: each has their own answer, whatever happens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Event
from typing import cast

import pytest
from redis import Redis, exceptions
from redis.connection import ConnectionInterface

from felchat.redis_connection import PatientRedis, connect
from felchat.redis_together import Question, Together
from tests.servers import wait_until

ECHO = "if ARGV[1] == 'fail' then return redis.error_reply('NO ' .. KEYS[1]) end return {KEYS[1], ARGV[1]}"


@pytest.fixture
def patient(redis_url: str) -> PatientRedis:
    found = connect(redis_url)
    assert isinstance(found, PatientRedis)
    return found


@pytest.fixture(params=["alone", "in a pipeline"])
def echo(patient: PatientRedis, request: pytest.FixtureRequest) -> Callable[[str, str], object]:
    script = patient.register_script(ECHO)

    def in_a_pipeline(key: str, word: str) -> object:
        with patient.pipeline() as pipeline:
            pipeline.echo(word)
            script(keys=[key], args=[word], client=pipeline)
            return pipeline.execute()[1]

    return in_a_pipeline if request.param != "alone" else lambda key, word: script(keys=[key], args=[word])


def test_each_of_many_has_their_own_answer(echo: Callable[[str, str], object]) -> None:
    def asked(person: int) -> list[object]:
        return [echo(f"alice {person}", str(each)) for each in range(100)]

    with ThreadPoolExecutor(20) as people:
        for person, answers in enumerate(people.map(asked, range(20))):
            assert answers == [[f"alice {person}", str(each)] for each in range(100)]


def test_whoever_is_refused_is_so_alone(echo: Callable[[str, str], object]) -> None:
    def asked(each: int) -> object:
        try:
            return echo("mallory", "fail") if each % 2 else echo("alice", "hello")
        except exceptions.ResponseError as refused:
            return str(refused)

    with ThreadPoolExecutor(10) as people:
        assert list(people.map(asked, range(100))) == [["alice", "hello"], "NO mallory"] * 50


def test_a_connection_that_was_cut_is_made_anew(
    echo: Callable[[str, str], object], patient: PatientRedis, redis_url: str
) -> None:
    assert echo("alice", "before") == ["alice", "before"]
    cut = patient.client_id()
    with closing(Redis.from_url(redis_url)) as somebody_else:
        assert somebody_else.client_kill_filter(_id=str(cut)) == 1
    assert echo("alice", "after") == ["alice", "after"]
    assert patient.client_id() != cut


def test_a_script_that_redis_forgot_is_learned_again(
    echo: Callable[[str, str], object], patient: PatientRedis
) -> None:
    assert echo("alice", "before") == ["alice", "before"]
    patient.script_flush()
    assert echo("alice", "after") == ["alice", "after"]


class Held:
    """A connection that answers only once it is let."""

    def __init__(self, whole: ConnectionInterface) -> None:
        self.whole = whole
        self.let = Event()
        self.call_away: BaseException | None = None
        self.before_it_fails: Callable[[], object] = lambda: None
        self.batches: list[int] = []

    def pack_commands(self, commands: list[object]) -> object:
        self.batches.append(len(commands))
        return self.whole.pack_commands(commands)

    def read_response(self, **how: bool) -> object:
        if self.call_away:
            self.before_it_fails()
            raise self.call_away
        assert self.let.wait(10)
        return self.whole.read_response(**how)

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)


def test_what_is_asked_meanwhile_goes_out_together(patient: PatientRedis) -> None:
    held = Held(patient.connection_pool.get_connection())
    together = Together(lambda: cast(ConnectionInterface, held))
    with ThreadPoolExecutor(5) as people:
        first = people.submit(together.ask, ["ECHO", "first"])
        wait_until(lambda: held.batches == [1], "the first is on its way")
        others = [people.submit(together.ask, ["ECHO", str(each)]) for each in range(4)]
        wait_until(lambda: len(together._waiting) == 4, "the others wait")
        held.let.set()
        assert [each.result() for each in (first, *others)] == [
            ["first"],
            *([str(each)] for each in range(4)),
        ]
    assert held.batches == [1, 4]


def test_a_connection_that_cannot_be_made_fails_all_who_wait_and_is_tried_by_the_next() -> None:
    tries: list[int] = []

    def nobody_there() -> ConnectionInterface:
        tries.append(1)
        raise exceptions.ConnectionError("nobody there")

    together = Together(nobody_there)
    for _ in range(2):
        with pytest.raises(exceptions.ConnectionError, match="nobody there"):
            together.ask(["PING"])
    assert len(tries) == 2


def test_when_redis_is_silent_whoever_came_meanwhile_does_not_wait_anew(patient: PatientRedis) -> None:
    held = Held(patient.connection_pool.get_connection())
    together = Together(lambda: cast(ConnectionInterface, held))
    late = Question(["ECHO", "late"])
    held.before_it_fails = partial(together._waiting.append, late)
    held.call_away = exceptions.TimeoutError("silent")
    with pytest.raises(exceptions.TimeoutError, match="silent"):
        together.ask(["ECHO", "first"])
    assert isinstance(late.refusal, exceptions.TimeoutError)


def test_whoever_was_called_away_while_they_waited_holds_nobody_up(patient: PatientRedis) -> None:
    together = Together(patient.connection_pool.get_connection)
    together._waiting.append(Question(["ECHO", "gone"]))
    assert together.ask(["ECHO", "next"]) == ["next"]
    assert together.ask(["ECHO", "and on"]) == ["and on"]


class CalledAway(BaseException):
    """As a greenlet is that is ended."""


def test_whoever_is_called_away_while_they_ask_for_all_leaves_nobody_with_anothers_answer(
    patient: PatientRedis,
) -> None:
    held = Held(patient.connection_pool.get_connection())
    together = Together(lambda: cast(ConnectionInterface, held))
    together._waiting.append(other := Question(["ECHO", "other"]))
    held.call_away = CalledAway()
    with pytest.raises(CalledAway):
        together.ask(["ECHO", "first"])
    assert isinstance(other.refusal, exceptions.ConnectionError)
    held.call_away = None
    held.let.set()
    assert together.ask(["ECHO", "next"]) == ["next"]
