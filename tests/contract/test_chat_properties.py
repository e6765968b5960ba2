"""Whatever happens in whatever order, the chat keeps its rules: held against a model, in memory and on Redis.

A few examples, each time the same. `HYPOTHESIS_PROFILE=long` tries many more, each time others, and makes one
that fails as small as it can, which may take minutes.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from felchat.chat import attending, memory_inbox, position, redis_mailroom
from felchat.redis_patience import Pauses
from tests import servers
from tests.contract.chat_model import ALICE, BOB, PAIRS
from tests.contract.chat_stages import Stage, in_memory, on_redis
from tests.contract.compared_withdrawals import ComparedWithdrawals

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EVERY_TIME = settings(
    derandomize=not LONG,
    database=None,
    deadline=None,
    stateful_step_count=40,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.timeout(0 if LONG else 180)

Play = Callable[[Callable[[], Stage], int], None]
Happening = tuple[str, dict[str, object]]
PAIR = st.sampled_from([(ALICE, BOB), (BOB, ALICE)]) | st.sampled_from(PAIRS)
"""The others come seldom enough for much to happen between these."""
BODY, NONCE = st.sampled_from(["hello", "hi", "see\nyou"]), st.sampled_from("ab")
PROCESS, WHICH = st.integers(0, 1), st.sampled_from([0, 0, 1, 2, 7])
LOST, TIMES = st.sampled_from([False, False, True]), st.sampled_from([1, 1, 1, 7])
MS = st.sampled_from([1, 900, 20_000, 30_000, 5 * 60_000])


def may(
    happening: str, weight: int = 1, **given: st.SearchStrategy[object]
) -> list[st.SearchStrategy[Happening]]:
    return [st.tuples(st.just(happening), st.fixed_dictionaries(given)) for _ in range(weight)]


ANYTHING: st.SearchStrategy[Happening] = st.one_of(
    *may("say", 4, pair=PAIR, body=BODY, process=PROCESS, lost=LOST, times=TIMES),
    *may("say_unheard", pair=PAIR, body=BODY, process=PROCESS),
    *may("say_maybe_again", 2, pair=PAIR, body=BODY, nonce=NONCE, process=PROCESS, lost=LOST),
    *may("say_again_from_the_page", 2, pair=PAIR, body=BODY, which=WHICH),
    *may("take_back", 3, pair=PAIR, which=WHICH, process=PROCESS, lost=LOST),
    *may("wipe", pair=PAIR, process=PROCESS, lost=LOST),
    *may("block", pair=PAIR, process=PROCESS, lost=LOST),
    *may("unblock", 3, pair=PAIR, process=PROCESS, lost=LOST),
    *may("read", 2, pair=PAIR, process=PROCESS, which=WHICH),
    *may("load", pair=PAIR, process=PROCESS),
    *may("connect", pair=PAIR, syncs=st.booleans()),
    *may("disconnect", pair=PAIR),
    *may("look", 4, pair=PAIR),
    *may("ask_the_store", 2, pair=PAIR, process=PROCESS),
    *may("resubscribe"),
    *may("wait", 2, ms=MS),
    *may("wait_for_a_death", 2, which=WHICH, nearly=st.booleans(), asks=st.booleans()),
)


class ChatMachine(RuleBasedStateMachine):
    """One rule for all that may happen, since hypothesis leaves some rules out of each of its examples."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.chat = ComparedWithdrawals(stage)

    @rule(what=ANYTHING)
    def happens(self, what: Happening) -> None:
        happening, given = what
        getattr(self.chat, happening)(**given)

    def teardown(self) -> None:
        try:
            for pair in PAIRS:
                self.chat.look(pair)
                self.chat.ask_the_store(pair, process=0)
        finally:
            for pair in PAIRS:
                self.chat.disconnect(pair)


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Plays so many examples. Little fits into a page and into an inbox, so that both are soon too small."""
    monkeypatch.setattr(position, "PAGE", 3)
    monkeypatch.setattr(memory_inbox, "INBOX_SIZE", 12)

    def play(new_stage: Callable[[], Stage], examples: int) -> None:
        class OnItsStage(ChatMachine):
            def __init__(self) -> None:
                stage = new_stage()
                monkeypatch.setattr(attending, "monotonic", lambda: stage.now() / 1000)
                super().__init__(stage)

        run_state_machine_as_test(OnItsStage, settings=settings(EVERY_TIME, max_examples=examples))

    return play


def test_the_chat_in_memory_keeps_its_rules(play: Play) -> None:
    play(in_memory, 5000 if LONG else 60)


def test_the_chat_on_redis_keeps_its_rules(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_mailroom, "PAUSES", Pauses(base=0.01, cap=0.05))  # or it would mostly wait
    with servers.own_redis() as redis:  # and no cluster: the clock that its scripts read is in another slot
        play(on_redis(redis.url), 2000 if LONG else 25)
