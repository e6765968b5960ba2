"""The codes themselves: those of RFC 6238, for which time they count, and how they may be typed."""

from base64 import b32encode
from datetime import UTC, datetime

import pytest

from felchat.accounts.factor import (
    PERIOD,
    RECOVERY_BYTES,
    comparable_code,
    is_of_the_app,
    new_recovery_codes,
    step_at,
    step_of,
)
from felchat.accounts.factors import SecondFactors, key_from
from felchat.accounts.factors_in_memory import InMemoryFactorRepository
from felchat.accounts.in_memory import InMemoryAccountRepository
from tests.conftest import MovingClock

OF_THE_RFC = b32encode(b"12345678901234567890").decode()
VECTORS = {  # appendix B, SHA-1, of whose eight digits the last six are ours (RFC 4226, 5.3)
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


def at(second: float) -> datetime:
    return datetime.fromtimestamp(second, UTC)


@pytest.mark.parametrize(("second", "code"), VECTORS.items())
def test_the_codes_are_those_of_the_rfc(second: int, code: str) -> None:
    assert step_of(code[-6:], OF_THE_RFC, at(second)) == second // 30


@pytest.mark.parametrize(("off", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_counts_one_step_early_and_one_late(off: int, counts: bool) -> None:
    code, second = VECTORS[1234567890][-6:], 1234567890
    found = step_of(code, OF_THE_RFC, at(second - off * PERIOD))
    assert found == (second // PERIOD if counts else None)


def test_a_step_ends_with_its_thirtieth_second() -> None:
    assert [step_at(at(second)) for second in (0, 29.999, 30, 59.999)] == [0, 0, 1, 1]


@pytest.mark.parametrize("typed", ["287082", " 287 082 ", "287-082", "\u00a0287\u2009082", "２８７０８２"])
def test_a_code_may_be_typed_in_groups(typed: str) -> None:
    code = comparable_code(typed)
    assert code == "287082"
    assert is_of_the_app(code)


@pytest.mark.parametrize("typed", ["28708", "2870822", "28708a", "٢٨٧٠٨٢", "", "x" * 100_000])
def test_what_has_not_six_digits_is_not_of_the_app(typed: str) -> None:
    assert not is_of_the_app(comparable_code(typed))


def test_a_recovery_code_may_be_typed_as_it_is_read() -> None:
    as_made = comparable_code("oiba-2345-oiba-2345-oiba-2345")
    for typed in ("OIBA2345OIBA2345OIBA2345", "018a 2345 0i8a 2345 o1ba 2345", "oiba–2345—oiba2345oiba2345"):
        assert comparable_code(typed) == as_made


def test_recovery_codes_are_too_many_to_guess() -> None:
    """From 112 bits on a fast hash may keep them: OWASP ASVS 5.0, 6.5.2."""
    codes = [code for _ in range(20) for code in new_recovery_codes()]
    assert len(set(codes)) == 200
    assert RECOVERY_BYTES * 8 >= 112
    assert {len(comparable_code(code)) for code in codes} == {RECOVERY_BYTES * 8 // 5}


def test_a_secret_is_made_of_the_account_the_salt_and_the_key(clock: MovingClock) -> None:
    store = InMemoryFactorRepository(InMemoryAccountRepository())
    ours, theirs = (SecondFactors(store, key_from(key), clock) for key in ("ours", "theirs"))
    secret = ours.secret(1, "salt")
    assert len(secret) == 32, "160 bits: RFC 4226, 4, R6"
    assert secret == ours.secret(1, "salt")
    assert len({secret, ours.secret(2, "salt"), ours.secret(1, "other"), theirs.secret(1, "salt")}) == 4
    assert "ours" not in repr(ours) + ours.key.hex()
    assert ours.key.hex() not in repr(ours)
