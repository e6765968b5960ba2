"""Static files and pages on their way: small, and kept by browsers just as long as they stay right."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.headers import HEADERS, Guarded
from felchat.static_files import ContentAddressed, digest
from tests.unit.browsing import Browser

STYLE = b".message { color: var(--ink); }\n" * 100
READ: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def style(tmp_path: Path) -> Path:
    """A stylesheet with its two twins, as the build leaves them."""
    style = tmp_path / "style.css"
    style.write_bytes(STYLE)
    (tmp_path / "style.css.br").write_bytes(brotli.compress(STYLE))
    (tmp_path / "style.css.gz").write_bytes(gzip.compress(STYLE))
    return style


def version(path: Path) -> str:
    return digest(path, path.stat().st_mtime_ns)


def ask(style: Path, app: Flask, takes: str = "br, gzip") -> TestResponse:
    app.wsgi_app = Guarded(ContentAddressed(app.wsgi_app, style.parent))  # type: ignore[method-assign]
    address = f"/static/{style.name}?v={version(style)}"
    answer = app.test_client().get(address, headers={"Accept-Encoding": takes}, buffered=True)
    answer.close()
    return answer


@pytest.mark.parametrize(
    ("takes", "given"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", ""), ("identity", "")]
)
def test_a_browser_gets_the_smallest_twin_that_it_takes(
    style: Path, app: Flask, takes: str, given: str
) -> None:
    answer = ask(style, app, takes)
    assert answer.headers.get("Content-Encoding", "") == given
    assert READ[given](answer.data) == STYLE
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "text/css"


def test_a_file_that_is_younger_than_its_twins_goes_out_as_it_is(style: Path, app: Flask) -> None:
    style.write_bytes(STYLE + b"/* mended */")
    assert "Content-Encoding" not in ask(style, app).headers
    assert ask(style, app).data.endswith(b"/* mended */")


@pytest.mark.parametrize("broken", [b"", b"not compressed", brotli.compress(STYLE)[:-4]])
def test_a_twin_whose_build_was_cut_short_is_passed_over(style: Path, app: Flask, broken: bytes) -> None:
    for suffix in (".br", ".gz"):
        style.with_name(style.name + suffix).write_bytes(broken)
    assert ask(style, app).data == STYLE


def test_a_static_answer_is_guarded_like_any_other_and_meant_for_no_other_site(
    style: Path, app: Flask
) -> None:
    answer = ask(style, app)
    guards = {name: value for name, value in HEADERS.items() if name != "Cache-Control"}
    assert guards.items() <= dict(answer.headers).items()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("query", ["", "?v=", "?v=missing", "?v=0123456789", "?v={right}&v=0", "?v={right}0"])
def test_only_the_right_version_is_promised_to_stay(browser: Browser, app: Flask, query: str) -> None:
    right = version(Path(app.static_folder or "") / "felchat.css")
    with browser.get(f"/static/felchat.css{query.format(right=right)}") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"
    with browser.get(f"/static/felchat.css?v={right}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(("takes", "given"), [("gzip, br", "br"), ("gzip", "gzip"), ("", "")])
def test_a_page_travels_compressed(alices: Browser, bob: Account, takes: str, given: str) -> None:
    alices.submit(f"/chat?user={bob.id}", body="Are you still at the station?")
    answer = alices.get(f"/chat?user={bob.id}", headers={"Accept-Encoding": takes})
    assert answer.headers.get("Content-Encoding", "") == given
    assert b"Are you still at the station?" in READ[given](answer.data)
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/ping", "/ready"])
def test_a_tiny_answer_is_left_as_it_is(browser: Browser, path: str) -> None:
    answer = browser.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.json
