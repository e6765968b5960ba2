"""A word beside a number has the form that its language wants."""

import pytest
from flask import Flask

from felchat.chat.words import promise, too_long
from felchat.tongue import Tongue, speaking

MINUTE = 60_000


@pytest.mark.parametrize(
    ("minutes", "english", "russian"),
    [
        (1, "1 minute", "1 минуту"),
        (2, "2 minutes", "2 минуты"),
        (5, "5 minutes", "5 минут"),
        (11, "11 minutes", "11 минут"),
        (21, "21 minutes", "21 минуту"),
        (22, "22 minutes", "22 минуты"),
        (1.5, "1.5 minutes", "1,5 минуты"),
        (0.5, "30 seconds", "30 секунд"),
        (60, "1 hour", "1 час"),
        (5 * 24 * 60, "5 days", "5 дней"),
    ],
)
def test_a_number_has_the_form_that_its_language_wants(
    app: Flask, minutes: float, english: str, russian: str
) -> None:
    with speaking(app, Tongue("en")):
        assert promise(int(minutes * MINUTE)) == f"Messages vanish after {english}"
    with speaking(app, Tongue("ru")):
        assert promise(int(minutes * MINUTE)) == f"Сообщения исчезают через {russian}"


@pytest.mark.parametrize(("limit", "said"), [(1, "1 символа"), (2, "2 символов"), (21, "21 символа")])
def test_a_limit_has_it_too(app: Flask, limit: int, said: str) -> None:
    with speaking(app, Tongue("ru")):
        assert f"не больше {said}." in too_long(limit)
        assert "не больше 1\N{NO-BREAK SPACE}000 символов." in too_long(1000)
    with speaking(app, Tongue("en")):
        assert "at most 1,000 characters." in too_long(1000)
        assert "at most 1 character." in too_long(1)
