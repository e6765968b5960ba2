"""Which names a reader may take for one another (Unicode Technical Standard 39)."""

from collections.abc import Mapping, Sequence
from functools import cache
from unicodedata import normalize

from confusable_homoglyphs.categories import alias
from confusable_homoglyphs.utils import load

WRITTEN_TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)
OF_ANY_SCRIPT = {"COMMON", "INHERITED"}


def skeleton(username: str) -> str:
    """What two names share that look the same, in whichever capitals each of them is written.

    That is the skeleton of UTS 39, section 4, case folded, at most seven characters for each of the
    name's. Since a capital i is an l in many fonts, and no other letter to who searches, i, l and 1 are
    the same. Stricter than we want to be is only that m looks like rn: here it does not.
    """
    shapes = "".join(prototypes().get(each, each) for each in normalize("NFD", username))
    return normalize("NFD", normalize("NFD", shapes).casefold()).replace("i", "l")


def mixes_scripts(username: str) -> bool:
    """Whether its letters are of scripts that nobody writes together ("Highly Restrictive", UTS 39, 5.2)."""
    scripts = {alias(each) for each in username} - OF_ANY_SCRIPT
    return len(scripts) > 1 and not any(scripts <= each for each in WRITTEN_TOGETHER)


@cache
def prototypes() -> dict[str, str]:
    """What stands in a skeleton for each character that looks like something else.

    The table pairs each prototype with all that look like it, and each of those with the prototype alone.
    """
    table: Mapping[str, Sequence[Mapping[str, str]]] = load("confusables.json")
    alike = {shape: [each["c"] for each in others] for shape, others in table.items()}

    def prototype(of: str) -> str:
        return max(of, *alike[of], key=lambda each: (len(alike[each]), len(each), each))

    return {each: prototype(each).replace("rn", "m") for each in alike if len(each) == 1}
