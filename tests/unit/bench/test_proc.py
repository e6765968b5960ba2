"""What processes have cost is counted in full, and never below nothing."""

import os
from threading import Thread
from time import process_time, thread_time

import pytest

from bench.proc import cpu_seconds, since, spent

US = {"us": [os.getpid()]}
NOBODY = 2**22 + 1
"""Above any process's number."""


def work(seconds: float = 0.02) -> None:
    until = thread_time() + seconds
    while thread_time() < until:
        pass


def test_a_process_has_spent_what_it_says_itself() -> None:
    assert cpu_seconds(US["us"]) == pytest.approx(process_time(), abs=0.005)


def test_what_a_thread_did_counts_when_it_has_ended() -> None:
    before = spent(US)
    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert since(before, spent(US))["us"] >= 0.02


def test_who_ended_meanwhile_takes_nothing_away() -> None:
    before = {"us": {os.getpid(): 0.0, NOBODY: 1000.0}}
    assert since(before, spent(US))["us"] == pytest.approx(process_time(), abs=0.005)


def test_who_came_meanwhile_counts_from_the_beginning() -> None:
    assert since({"us": {}}, {"us": {1: 0.5}}) == {"us": 0.5}


def test_of_who_is_gone_nothing_is_asked() -> None:
    assert spent({"gone": [NOBODY]}) == {"gone": {}}
