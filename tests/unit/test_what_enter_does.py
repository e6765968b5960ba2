"""Whether Enter sends or breaks the line: choosing it loses nothing of what is typed."""

import pytest

from felchat.accounts.domain import Account
from felchat.chat.drafts import LONGEST_DRAFT
from tests.unit.browsing import HTMX, Browser, Manner, parsed
from tests.unit.test_drafts import CONVERSATION, Page


@pytest.mark.parametrize("enter", ["sends", "breaks"])
def test_the_choice_of_what_enter_does_keeps_what_is_typed(
    alices: Browser, bob: Account, manner: Manner, enter: str
) -> None:
    page = Page(alices, bob)
    form = {"nonce": page.nonce, "body": "two\r\nlines", "enter": enter}
    answer = alices.submit(f"/chat/enter?user={bob.id}", manner, **form)
    if manner == HTMX:
        assert parsed(answer.text).find(".//textarea").text == "two\nlines"
        assert f'value="{page.nonce}"' in answer.text
    else:
        assert answer.headers["Location"] == CONVERSATION.format(bob.id)
    again = alices.get(CONVERSATION.format(bob.id)).text
    assert parsed(again).find(".//textarea").text == "two\nlines"
    assert f"enter={enter}" in again


@pytest.mark.parametrize(
    "wrong", [{"enter": "explodes"}, {"nonce": "x"}, {"body": "x" * (LONGEST_DRAFT + 1)}]
)
def test_a_choice_that_there_is_not_is_refused(alices: Browser, bob: Account, wrong: dict[str, str]) -> None:
    form = {"nonce": Page(alices, bob).nonce, "body": "typed", "enter": "breaks"} | wrong
    assert alices.submit(f"/chat/enter?user={bob.id}", **form).status_code in (400, 404, 413)
    assert "enter=sends" in alices.get(CONVERSATION.format(bob.id)).text
