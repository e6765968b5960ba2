"""House rules of the templates."""

import re
from pathlib import Path

import pytest

from felchat.config import ROOT
from tests.unit.browsing import parsed

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PUSHES = [each for each in TEMPLATES if each.name.endswith(".push.html")]
FRAGMENTS = [each for each in TEMPLATES if each.name.startswith("_") and each.name != "_ui.html"] + PUSHES
DOCS = [each for each in TEMPLATES if each.parent.name == "docs"]
"""The pages that a library fills."""
BASES = ("_ui.html", "base.html", "framed.html")
PAGES = [each for each in TEMPLATES if each not in FRAGMENTS + DOCS and each.name not in BASES]
NEVER = {
    "a style of its own": r"<style|\sstyle\s*=",
    "a handler": r"\son[a-z]+\s*=|hx-on",
    "script in an address or a value": r"\bjs:|javascript:",
    "raw HTML": r"\|\s*safe\b|Markup|autoescape",
    "a trigger filter": r"hx-trigger\s*=\s*(\"[^\"]*\[|'[^']*\[)",
    "a window that opens by itself": r"<dialog[^>]*\sopen|role\s*=\s*[\"'](alert)?dialog",
    "another host": r"https?://|(src|href|action)\s*=\s*[\"']//",
    "an address that url_for does not know": r"(src|href|action)\s*=\s*[\"']/",
}


def name_of(template: Path) -> str:
    return str(template.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=name_of)
def test_a_fragment_is_no_page_and_says_what_it_needs(fragment: Path) -> None:
    source = fragment.read_text(encoding="utf-8")
    assert source.startswith("{# Needs: ")
    assert "<html" not in source
    assert "{% extends" not in source


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_is_built_on_the_base(page: Path) -> None:
    assert page.read_text(encoding="utf-8").startswith(
        ("{% extends layout() %}", '{% extends "base.html" %}', '{% extends "framed.html" %}')
    )


@pytest.mark.parametrize("push", PUSHES, ids=name_of)
def test_a_push_is_an_envelope(push: Path) -> None:
    """Every root of it goes out of band, by id, and what a message looks like it does not know."""
    source = re.sub(r"\{[#%].*?[#%]\}", "", push.read_text(encoding="utf-8"), flags=re.DOTALL)
    roots = [each for each in parsed(source).iter() if each.get("id")]
    assert all(each.get("hx-swap-oob") for each in roots)
    assert roots or re.search(r"_(sending|enter)\.html|<hx-partial", push.read_text(encoding="utf-8"))
    assert not re.search(r"message__|<article|<time|<bdi", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
@pytest.mark.parametrize("what", NEVER)
def test_no_template_holds(template: Path, what: str) -> None:
    """Original fault P9: an "about" window lay over the sign-in form."""
    source = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(NEVER[what], source, re.IGNORECASE)


def scripts_in(templates: list[Path]) -> list[str]:
    return [
        script for each in templates for script in re.findall(r"<script.*", each.read_text(encoding="utf-8"))
    ]


def test_there_is_one_script_and_it_is_ours() -> None:
    """Original faults P8 and P10: it, too, asks nobody for permission to notify them."""
    ours = scripts_in([each for each in TEMPLATES if each not in DOCS])
    assert ours == ["<script src=\"{{ url_for('static', filename='vendor/htmx.js') }}\" defer></script>"]
    assert "requestPermission" not in (ROOT / "static" / "vendor" / "htmx.js").read_text(encoding="utf-8")


def test_the_pages_of_a_library_load_its_scripts_from_us() -> None:
    """Original fault P14."""
    scripts = scripts_in(DOCS)
    assert len(scripts) == 4
    for script in scripts:
        assert re.fullmatch(r"""<script src="{{ url_for\('[a-z.]+'.*\) }}" defer></script>""", script)
