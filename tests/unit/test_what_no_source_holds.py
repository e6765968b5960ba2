"""Ways by which what people type could become code: no source of ours goes any of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from felchat.config import ROOT

SOURCES = [*sorted((ROOT / "felchat").rglob("*.py")), ROOT / "wsgi.py", ROOT / "gunicorn.conf.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NEVER = {
    "eval",
    "exec",
    "compile",
    "render_template_string",
    "from_string",
    "literal_column",
    "exec_driver_sql",
}
"""Calls that take text for code, whatever the text is."""
CONSTANT = {"Markup", "text"}
"""Calls that take text for markup and for SQL: only what stands in the source may be that."""
METHODS = {"execute", "executemany"}
IN_ELEMENTS_OF_CODE = re.compile(r"<(script|style)\b[^>]*>(?!</)", re.IGNORECASE)
VALUES = re.compile(r"hx-(?:vals|headers)(?::\w+)?\s*=\s*('[^']*'|\"[^\"]*\")")
WORDS_OF_A_VALUE = re.compile(r"\b_\((?!\s*[\"'])")

EXCUSED = {
    "felchat/catalogue.py": ["Markup of what is no constant"],  # a template's, and its translation
    "felchat/stencil.py": ["Markup of what is no constant"],  # a template made it; values are escaped
    "felchat/database_connections.py": ["execute of a text put together"],  # named above it
    "felchat/docs.py": ["render_template_string"],  # the script of Swagger UI, from its package
}


def named(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def made_of_text(argument: ast.expr) -> bool:
    """Whether it is put together from pieces: an f-string, or a text with + or %."""
    match argument:
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join")):
            return True
    return False


def wrong_in(source: str) -> Iterator[str]:
    for call in (each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)):
        name, first = named(call.func), call.args[0] if call.args else None
        if name in NEVER and not (isinstance(call.func, ast.Attribute) and named(call.func.value) == "re"):
            yield f"{name} in line {call.lineno}"
        if name in CONSTANT and first is not None and not isinstance(first, ast.Constant):
            yield f"{name} of what is no constant, in line {call.lineno}"
        if name in METHODS and first is not None and made_of_text(first):
            yield f"{name} of a text put together, in line {call.lineno}"
        if any(each.arg == "shell" for each in call.keywords):
            yield f"a shell in line {call.lineno}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_becomes_markup_a_query_or_code(source: Path) -> None:
    """ASVS 5.0 1.2.1 and 1.2.4, 1.3.2; requirements 21 and 27."""
    found = list(wrong_in(source.read_text(encoding="utf-8")))
    excused = EXCUSED.get(str(source.relative_to(ROOT)), [])
    assert [each.partition(" in line")[0].rstrip(",") for each in found] == excused


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_puts_a_value_where_it_would_be_code(template: Path) -> None:
    """Not into a script or a style, and not where words are HTML; what htmx sends by itself is a constant."""
    source = template.read_text(encoding="utf-8")
    assert not IN_ELEMENTS_OF_CODE.search(source)
    assert [values for values in VALUES.findall(source) if "{{" in values or "{%" in values] == []
    assert not WORDS_OF_A_VALUE.search(source)


@pytest.mark.parametrize(
    "source",
    [
        "Markup(body)",
        "Markup(f'<b>{body}</b>')",
        "session.execute(f'SELECT {name}')",
        "session.execute('SELECT %s' % name)",
        "session.execute(text('SELECT ' + name))",
        "text(f'{name}')",
        "render_template_string(body)",
        "jinja.from_string(body)",
        "eval(body)",
        "run(body, shell=True)",
    ],
)
def test_each_of_them_would_be_found(source: str) -> None:
    assert list(wrong_in(source))


def test_nothing_is_excused_that_is_fine() -> None:
    fine = "Markup('<b>{}</b>').format(body); session.execute(select(Row)); session.execute(text('SELECT 1'))"
    assert list(wrong_in(fine)) == []
