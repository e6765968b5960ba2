"""One table: every address, asked by everybody who might, and nothing of alice's and bob's is told.

ASVS 5.0, 8.2.1 to 8.2.3. There is no administrator among those who ask: what an operator does they do by the
command line, and no address is for them.
"""

import pytest
from flask import Flask

from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import HTMX, PLAIN, Manner
from tests.unit.seen_by import ALICE, BLOCKED, OTHERS, STRANGERS, Caller
from tests.unit.seen_lines import BAD
from tests.unit.seen_scene import NEVER, OF_THE_OTHERS, Scene, found, scene_in
from tests.unit.seen_table import TABLE

ROWS = {**HTMX, "HX-Target": "ul#directory"}
MANNERS = {"plain": PLAIN, "htmx": HTMX, "rows": ROWS}
A_NAME = {"a name": r"bob\b"}
OPERATORS = ("admin", "manage", "operator", "console", "debug", "metrics", "internal", "users/all")


@pytest.fixture
def scene(app: Flask, services: Services, clock: MovingClock) -> Scene:
    made = scene_in(app, services, clock)
    services.administration.disable(made.people["carol"].id)
    return made


@pytest.fixture(params=[*MANNERS.values()], ids=[*MANNERS])
def asked(request: pytest.FixtureRequest) -> Manner:
    manner: Manner = request.param
    return manner


def test_every_address_has_a_line(app: Flask, scene: Scene) -> None:
    """A route that is new, or takes another method, needs one in seen_table.py."""
    site = app.url_map.bind("localhost")
    places = {**scene.places, "other": "2"}
    asked = [(line.address.format(**places).partition("?")[0], line.method) for line in TABLE]
    lines = {
        (site.match(path, method, websocket=path.startswith("/ws/"))[0], method) for path, method in asked
    }
    rules = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert lines == rules


def walk(scene: Scene, caller: Caller, manner: Manner, hidden: set[str]) -> set[str]:
    """Ask all that is in the table: each answer is what it says, without what is hidden. What was told."""
    patterns = {**NEVER, **scene.of_the_two, **OF_THE_OTHERS, **A_NAME}
    wrong, told = [], set()
    for line in TABLE:
        visit = caller.ask(scene, line, manner)
        news = found(patterns, visit.told) - found(patterns, visit.sent)
        expected, leaks = caller.expected(line)[manner != PLAIN], news & hidden
        if line.lifts_a_block:
            leaks -= {*OF_THE_OTHERS}
        if visit.outcome != expected or leaks:
            wrong.append(f"{line.asked} {dict(line.form)}: {visit.outcome}, not {expected}; {leaks or ''}")
        told |= news
    assert not wrong, "\n".join(["", *wrong])
    return told


@pytest.mark.parametrize("caller", STRANGERS, ids=str)
def test_strangers_are_told_nothing_of_anybody(scene: Scene, caller: Caller, manner: Manner) -> None:
    walk(scene, caller, manner, {*NEVER, *scene.of_the_two, *OF_THE_OTHERS, *A_NAME})
    assert_nothing_is_lost(scene)


@pytest.mark.parametrize("caller", OTHERS, ids=str)
def test_other_people_are_told_nothing_of_the_two(scene: Scene, caller: Caller, asked: Manner) -> None:
    told = walk(scene, caller, asked, {*NEVER, *scene.of_the_two})
    if caller.name == "mallory":
        assert told >= {*OF_THE_OTHERS}, "what alice shows to others is to be seen in this table"
    assert_nothing_is_lost(scene)


@pytest.mark.parametrize("caller", BLOCKED, ids=str)
def test_between_whom_there_is_a_block_is_told_no_presence_and_no_reading(
    scene: Scene, caller: Caller, asked: Manner
) -> None:
    walk(scene, caller, asked, {*NEVER, *scene.of_the_two, *OF_THE_OTHERS})
    assert_nothing_is_lost(scene)


def test_alice_is_told_all_of_it(scene: Scene, asked: Manner) -> None:
    """So each canary would be heard, if there were something to hear."""
    assert walk(scene, ALICE, asked, {*NEVER}) >= {*scene.of_the_two}


def assert_nothing_is_lost(scene: Scene) -> None:
    """Whatever was asked, alice and bob have all that they had."""
    assert seen_by_alice(scene) == {*scene.of_the_two}


def seen_by_alice(scene: Scene) -> set[str]:
    found_there: set[str] = set()
    for line in TABLE:
        if line.method == "GET" and line.address.startswith(("/users/", "/chat?", "/api/")):
            found_there |= found(scene.of_the_two, ALICE.ask(scene, line).told)
    return found_there


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
@pytest.mark.parametrize("caller", [STRANGERS[0], OTHERS[0], BLOCKED[0]], ids=str)
def test_no_other_method_tells_more(scene: Scene, caller: Caller, method: str) -> None:
    for line in TABLE:
        if line.method == "GET" and line.stranger != BAD:
            visit = caller.ask(scene, line, method=method)
            assert not visit.text, line.asked
            assert not found({**NEVER, **scene.of_the_two}, str(visit.headers)), line.asked
            if method == "HEAD":
                assert visit.outcome == caller.expected(line)[0], line.asked


def test_no_address_is_for_operators(app: Flask) -> None:
    """ASVS 5.0, 8.4.2. They have the command line."""
    for rule in app.url_map.iter_rules():
        assert not any(word in f"{rule.rule} {rule.endpoint}".lower() for word in OPERATORS), rule
    for path in ("/admin", "/console", "/metrics", "/debug"):
        assert app.test_client().get(path).status_code == 404
