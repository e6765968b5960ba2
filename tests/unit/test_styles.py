"""House rules of the stylesheet: colours are tokens, sides are logical, nothing is left over."""

import re

from felchat.config import ROOT

SOURCE = (ROOT / "static" / "felchat.css").read_text(encoding="utf-8")
STYLES = re.sub(r"/\*.*?\*/", "", SOURCE, flags=re.DOTALL)
TOKENS, _, REST = STYLES.partition("@layer base {")
LAYERED = REST.partition("@media (forced-colors: active)")[0]
TEMPLATES = "\n".join(each.read_text(encoding="utf-8") for each in (ROOT / "templates").rglob("*.html"))
COLOUR = r"oklch\(|rgba?\(|hsla?\(|#[0-9a-f]{3,8}\b|:\s*(white|black|red|green|blue|gr[ae]y)\b"
PHYSICAL = (
    r"\b(margin|padding|border)-(left|right|top|bottom)\b|(?<![\w-])(left|right|top|bottom|width|height)\s*:"
)
MADE_BY_HTMX = {"htmx-request"}


def test_the_layers_come_in_one_order() -> None:
    assert re.search(r"@layer tokens, base, layout, components;", STYLES)
    assert re.findall(r"@layer (\w+) \{", STYLES) == ["tokens", "base", "layout", "components"]


def test_a_colour_is_named_among_the_tokens_alone() -> None:
    """But for the avatars, which make theirs of a hue, in the lightness of the tokens."""
    found = [line.strip() for line in LAYERED.splitlines() if re.search(COLOUR, line)]
    assert [each for each in found if "var(--hue)" not in each] == []


def test_every_token_is_used_and_every_one_that_is_used_is_there() -> None:
    named = set(re.findall(r"(?<![\w-])(--[a-z0-9-]+)\s*:", STYLES))
    named |= set(re.findall(r"@property (--[a-z0-9-]+)", STYLES))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", STYLES))
    assert used - named == set()
    assert named - used == set()


def test_sides_are_those_of_the_writing() -> None:
    outside_of_conditions = re.sub(r"\((min|max)-(width|height)[^)]*\)", "", LAYERED)
    assert re.findall(PHYSICAL, outside_of_conditions) == []


def test_nothing_shouts_but_what_is_hidden() -> None:
    assert [line.strip() for line in LAYERED.splitlines() if "!important" in line] == [
        "[hidden] { display: none !important; }"
    ]


def test_what_comes_later_waits_in_a_delay() -> None:
    """A browser draws sixty times a second while an animation is under way, also one of two steps."""
    assert re.findall(r"steps\(|step-(?:end|start)", STYLES) == []


def test_every_class_is_somebodys() -> None:
    selectors = re.sub(r"\{[^{}]*\}", "{}", STYLES)
    classes = set(re.findall(r"\.([a-z][a-z0-9_-]*)", selectors))
    for each in classes - MADE_BY_HTMX:
        stem = re.sub(r"--\d+$", "--", each)
        assert re.search(rf"(?<![\w-]){stem}(?![a-z0-9_])", TEMPLATES), f".{each} is on no element"
