"""Accounts: who may call themselves what, what a password must be, and whom a session belongs to."""

from unicodedata import normalize

import pytest

from felchat.accounts import domain
from felchat.accounts.domain import Account
from felchat.domain import Refusal
from felchat.services import Services
from tests.conftest import PASSWORD

# fmt: off
GOOD_NAMES = [
    "bob", "B0b", "a_b.c-9", "x" * 32, "José", "Nguyễn", "Анна_1987", "Ὀδυσσεύς", "محمد", "مُحَمَّد", "हिन्दी",
    "ज़िंदगी", "क्षत्रिय", "ကျော်", "น้ำฝน", "ខ្ញុំ", "李小龍", "さくら", "김철수",
]
BAD_NAMES = [
    "", "   ", "ab", "李龍", "x" * 33, "al ice", "al\u00a0ice", "al\u3000ice", "al\tice", "al\nice",
    "al\x00ice", "al\x7fice", "al\x85ice", "al\u2028ice", "ali\u202ece", "\u2066alice\u2069", "\u200falice",
    "ali\u200bce", "ali\u200dce", "ali\u2060ce", "ali\u00adce", "\ufeffalice", "🐴🐴🐴", "<b>bob</b>",
    "al'ice", 'al"ice', "al&ice", "a/b/c", "a\\b\\c", "{{7*7}}", "bob!", "bob@home", "a:b:c", "\u0301bob",
    "\u2800" * 3, "ali\ue000ce", "al\ud800ice", "a" + "\u0301" * 1000, "a" + "\u0301" * 20 + "bc",
    # Letters and marks that are drawn as nothing, and digits that are drawn as emoji.
    "\u3164" * 3, "ali\u115fce", "ali\uffa0ce", "ali\u034fce", "ali\ufe0fce", "ali\U000e0100ce",
    "ali\u17b4ce", "ali\u180bce", "1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e3",
]
SAME_NAMES = [
    ("alice", "ALICE"), ("alice", " alice "), ("alice", "\uff41\uff4c\uff49\uff43\uff45"), ("ﬁnn", "FINN"),
    ("maße", "MASSE"), ("masse", "MAẞE"), ("Анна", "анна"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("éé_", "ÉE\u0301_"),
]
GOOD_ADDRESSES = ["A+tag@x.example.org", "o'brien@example.org", "анна@пример.рф", "用户@例子.公司"]
BAD_ADDRESSES = [
    "", "alice", "alice@", "@example.org", "a b@example.org", "alice@example", "alice@localhost", "a@@b.org",
    "a@example..org", "alice@-example.org", "alice@[127.0.0.1]", '"a b"@example.org', "A <alice@example.org>",
    "<script>@example.org", "a@example.org\nBcc: x@example.org", "a\x00b@example.org", "a\u202eb@example.org",
    "a\u200bb@example.org", "alice@" + "x" * 64 + ".org", "alice@" + "x." * 130 + "org",
]
SAME_ADDRESSES = [("a@e.org", "A@E.ORG"), ("анна@пример.рф", "Анна@Пример.РФ"), ("a@e.рф", "a@e.xn--p1ai")]
MANY_MARKS = "a" + "\u0301\u0323" * 15_000  # Python needs the square of their number to normalize them
UNCOMMON = "zq7-kx2!" * 20
PASSWORDS = [
    UNCOMMON[:8], UNCOMMON[:128], "схемаБатарея", "正确的马电池订书钉", "सही घोड़ा बैटरी", "حصان بطارية صحيح",
    "🐴🔋📎🐴🔋📎🐴🔋", " spaces round ", "nul\x00 in it", "<b>&\"'{{7*7}}",
]
COMMON = ["password", "PASSWORD", "\uff50assword1", "12345678", "пароль123", "Пароль123", "Йцукенгш"]
# fmt: on
REFUSED = [
    *(("username", name, domain.InvalidUsername) for name in BAD_NAMES),
    *(("email", address, domain.InvalidEmail) for address in BAD_ADDRESSES),
    *(("password", UNCOMMON[:length], domain.InvalidPassword) for length in (0, 7, 129, 160)),
    *(("password", password, domain.CommonPassword) for password in COMMON),
]
TAKEN = [
    *(("username", names, domain.UsernameTaken) for names in SAME_NAMES),
    *(("email", addresses, domain.EmailTaken) for addresses in SAME_ADDRESSES),
]
SOMEBODY = {"username": "somebody", "email": "somebody@example.org", "password": PASSWORD}
ANOTHER = SOMEBODY | {"username": "another", "email": "another@example.org"}


def problems(services: Services, form: dict[str, str]) -> dict[str, type[Refusal]]:
    with pytest.raises(domain.NotRegistered) as refused:
        services.accounts.register(**form)
    return {field: type(problem) for field, problem in refused.value.problems.items()}


@pytest.mark.parametrize(("field", "typed", "problem"), REFUSED, ids=lambda each: ascii(each)[:40])
def test_what_is_not_allowed_is_refused(services: Services, field: str, typed: str, problem: object) -> None:
    """Original faults S3 (names of markup), S4 (empty names) and S8 (any password)."""
    assert problems(services, SOMEBODY | {field: typed}) == {field: problem}


@pytest.mark.parametrize(("field", "spellings", "problem"), TAKEN)
def test_what_reads_alike_is_taken(
    services: Services, field: str, spellings: tuple[str, str], problem: object
) -> None:
    services.accounts.register(**SOMEBODY | {field: spellings[0]})
    assert problems(services, ANOTHER | {field: spellings[1]}) == {field: problem}
    assert services.accounts.register(**ANOTHER).username == "another"


@pytest.mark.parametrize("wrong", [{"username": "x"}, {"username": "somebody"}, {"password": "password"}])
def test_of_an_address_nobody_learns_who_does_not_register(services: Services, wrong: dict[str, str]) -> None:
    services.accounts.register(**SOMEBODY)
    known = problems(services, ANOTHER | wrong | {"email": SOMEBODY["email"]})
    assert known == problems(services, ANOTHER | wrong)
    assert "email" not in known


def test_every_field_that_is_wrong_is_named_at_once(services: Services) -> None:
    assert set(problems(services, dict.fromkeys(SOMEBODY, ""))) == {"username", "email", "password"}


@pytest.mark.parametrize("username", GOOD_NAMES, ids=ascii)
def test_a_name_in_any_script_is_taken_as_it_is(services: Services, username: str) -> None:
    account = services.accounts.register(**SOMEBODY | {"username": username})
    assert account.username == normalize("NFKC", username)
    assert services.accounts.recognise(username.swapcase(), PASSWORD) == account


@pytest.mark.parametrize("email", GOOD_ADDRESSES)
def test_an_address_in_any_script_is_taken(services: Services, email: str) -> None:
    assert services.accounts.register(**SOMEBODY | {"email": email}).email == email


@pytest.mark.parametrize("password", PASSWORDS, ids=lambda password: ascii(password[:20]))
def test_a_password_of_any_script_opens_its_account_alone(services: Services, password: str) -> None:
    account = services.accounts.register(**SOMEBODY | {"password": password})
    assert services.accounts.recognise("somebody", password) == account
    assert password not in account.password_hash
    with pytest.raises(domain.InvalidCredentials):
        services.accounts.recognise("somebody", password + "x")


def test_passwords_that_agree_in_their_first_72_bytes_are_different(services: Services) -> None:
    """Original fault S8."""
    services.accounts.register(**SOMEBODY | {"password": "ы" * 36 + UNCOMMON[:64]})
    with pytest.raises(domain.InvalidCredentials):
        services.accounts.recognise("somebody", "ы" * 36 + UNCOMMON[1:65])


def test_an_ended_session_is_nobodys_and_others_last(services: Services, alice: Account) -> None:
    ended, other = services.accounts.sign_in(alice), services.accounts.sign_in(alice)
    viewer = services.accounts.viewer(ended)
    assert viewer
    services.accounts.sign_out(viewer.id, viewer.session_id)
    assert services.accounts.viewer(ended) is None
    assert services.accounts.viewer(other)
    assert services.accounts.viewer(other + "x") is None
    assert other not in repr(services.accounts.sessions), "the store keeps a token in clear"
