"""A page that has been shown a lot is told where to be cut, now and then."""

from felchat.accounts.domain import Account
from felchat.chat.steps import Shown
from tests.unit.browsing import Browser, Manner
from tests.unit.listening_stage import Stage


def test_a_page_is_cut_at_every_hundredth_message_so_that_two_hundred_stay(stage: Stage) -> None:
    page = stage.page().opened()
    cuts: dict[int, int] = {}
    said = []
    for number in range(1, 501):
        said.append(stage.say(str(number)).id)
        step = page.next()
        assert isinstance(step, Shown)
        if step.cut:
            cuts[number] = said.index(step.cut) + 1
    assert cuts == {300: 100, 400: 200, 500: 300}


def test_the_cut_is_for_ones_own_conversation_at_a_message(
    alices: Browser, bob: Account, manner: Manner
) -> None:
    answer = alices.get(f"/chat/cut?user={bob.id}&oldest=1-2", headers=manner)
    assert "#log :has(~ #message-1-2)" in answer.text
    assert f"/chat/history?user={bob.id}&amp;before=1-2" in answer.text
    for wrong in ("", "x", "1-2)", "1-2,*"):
        assert alices.get(f"/chat/cut?user={bob.id}&oldest={wrong}").status_code == 404
    assert alices.get("/chat/cut?user=999&oldest=1-2").status_code == 404
