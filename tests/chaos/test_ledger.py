"""The ledger's verdict: what it must find."""

import pytest

from tests.chaos.ledger import Figures, Id, Ledger, Showing, Shown, Word


def said(number: int, ms: int, speaker: str = "alice", talk: str = "talk") -> Shown:
    return Shown(Id(ms, 0), Word(talk, speaker, number))


def told(*shown: Shown, remembers_since: int = 0) -> Ledger:
    return Ledger({each.word: each.id for each in shown}, remembers_since)


ONE, TWO, THREE = said(1, 10), said(2, 20), said(3, 30)


def judged(ledger: Ledger, *page: Shown, fresh: tuple[Shown, ...] = (ONE, TWO)) -> Figures:
    return ledger.verdict([Showing("talk", list(page))], [Showing("talk", list(fresh))])


def test_a_page_that_shows_what_was_confirmed_is_clean() -> None:
    assert judged(told(ONE, TWO), ONE, TWO).are_clean


def test_what_is_not_confirmed_may_be_shown_or_not() -> None:
    assert judged(told(ONE), ONE, TWO).are_clean
    assert judged(told(ONE), ONE, fresh=(ONE,)).are_clean


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ([ONE], Figures(lost=1, different=1)),
        ([ONE, TWO, TWO], Figures(doubled=1, out_of_order=2, different=1)),
        ([ONE, TWO, said(2, 21)], Figures(doubled=1, out_of_order=1, different=1)),
        ([TWO, ONE], Figures(out_of_order=2, different=1)),
        ([ONE, TWO, said(3, 15)], Figures(out_of_order=1, different=1)),
        ([ONE, TWO, said(0, 30)], Figures(out_of_order=1, different=1)),
        ([ONE, TWO, said(1, 30, talk="other")], Figures(out_of_order=1, foreign=1, different=1)),
        ([ONE, said(2, 21)], Figures(different=1)),
    ],
)
def test_what_goes_wrong_on_a_page_is_counted(page: list[Shown], wrong: Figures) -> None:
    assert judged(told(ONE, TWO), *page) == wrong


def test_what_the_store_lost_is_lost_though_every_page_shows_it() -> None:
    assert judged(told(ONE, TWO), ONE, TWO, fresh=(ONE,)) == Figures(lost=1, different=1)


def test_each_speaker_counts_alone() -> None:
    bobs = said(1, 25, "bob")
    assert judged(told(ONE, TWO, bobs), ONE, TWO, bobs, fresh=(ONE, TWO, bobs)).are_clean


def test_what_went_with_the_stores_memory_is_excused() -> None:
    ledger = told(ONE, TWO, THREE, remembers_since=25)
    assert judged(ledger, ONE, TWO, THREE, fresh=(THREE,)).are_clean
    assert judged(ledger, THREE, fresh=(THREE,)).are_clean


def test_what_went_with_the_stores_memory_may_still_not_be_shown_twice_or_out_of_order() -> None:
    ledger = told(ONE, TWO, THREE, remembers_since=25)
    assert judged(ledger, ONE, ONE, THREE, fresh=(THREE,)).doubled == 1
    assert judged(ledger, TWO, ONE, THREE, fresh=(THREE,)).out_of_order == 2


def test_what_was_confirmed_may_not_be_said_anew_to_a_store_that_forgot_it() -> None:
    ledger = told(ONE, THREE, remembers_since=25)
    again = said(1, 40)
    assert judged(ledger, ONE, THREE, again, fresh=(THREE, again)).doubled == 2


def test_what_was_not_confirmed_is_said_anew_to_a_store_that_forgot_it() -> None:
    again = said(2, 40)
    ledger = told(ONE, again, remembers_since=25)
    assert judged(ledger, ONE, TWO, again, fresh=(again,)).are_clean


def test_a_stranger_who_is_shown_something_is_found() -> None:
    ledger = told(ONE)
    figures = ledger.verdict([Showing("mallory's", [ONE])], [Showing("talk", [ONE])])
    assert figures == Figures(foreign=1, different=1)


def test_a_body_is_read_as_the_word_it_begins_with() -> None:
    assert Word.parse("talk/alice/7 and padding") == Word("talk", "alice", 7)
    assert Word.parse(str(ONE.word)) == ONE.word
