"""The front-end libraries and the locks: exact, checked, and from no address of anybody's machine."""

import importlib.util
import json
import re
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest

from felchat.config import ROOT

PACKAGE = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
LOCKED = {name: package for name, package in LOCK["packages"].items() if name}
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
PARTS = ["one/a.js", "two/b.js"]
JOINED = b"let a = 1;\nlet b = 2;"


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """deploy/assets.py, between folders of the test's, with two libraries fetched."""
    monkeypatch.syspath_prepend(ROOT / "deploy")
    spec = importlib.util.spec_from_file_location("assets", ROOT / "deploy" / "assets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for part, line in zip(PARTS, JOINED.splitlines(), strict=True):
        (tmp_path / "node_modules" / part).parent.mkdir(parents=True)
        (tmp_path / "node_modules" / part).write_bytes(line)
    (tmp_path / "static" / "vendor").mkdir(parents=True)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(module, "VENDOR", tmp_path / "static" / "vendor")
    return module


def asset(content: bytes) -> dict[str, object]:
    return {"parts": PARTS, "sha384": sha384(content).hexdigest()}


def test_the_parts_are_joined_in_their_order(assets: Any) -> None:
    assets.build("libraries.js", asset(JOINED))
    assert (assets.VENDOR / "libraries.js").read_bytes() == JOINED


def test_a_file_with_another_hash_is_not_left_there(assets: Any) -> None:
    with pytest.raises(SystemExit, match=r"libraries\.js has sha384 [0-9a-f]{96}, but package\.json expects"):
        assets.build("libraries.js", asset(JOINED + b"evil()"))
    assert list(assets.VENDOR.iterdir()) == []


def test_what_is_there_already_is_not_fetched_again(assets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (assets.ROOT / "package.json").write_text(json.dumps({"assets": {"libraries.js": asset(JOINED)}}))
    assets.build("libraries.js", asset(JOINED))
    monkeypatch.setenv("PATH", "")  # npm would not be found
    assets.main()
    assert 44 < (assets.VENDOR / "message.wav").stat().st_size <= 6 * 1024


def test_a_file_that_was_tampered_with_is_built_anew(assets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (assets.ROOT / "package.json").write_text(json.dumps({"assets": {"libraries.js": asset(JOINED)}}))
    (assets.VENDOR / "libraries.js").write_bytes(b"evil()")
    fetched: list[str] = []
    monkeypatch.setattr(assets, "fetch", lambda *_: fetched.append("the libraries"))
    assets.main()
    assert fetched == ["the libraries"]
    assert (assets.VENDOR / "libraries.js").read_bytes() == JOINED


def test_the_versions_are_exact() -> None:
    assert PACKAGE["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in PACKAGE["dependencies"].values())
    assert LOCK["packages"][""]["dependencies"] == PACKAGE["dependencies"]
    for name, version in PACKAGE["dependencies"].items():
        assert LOCKED[f"node_modules/{name}"]["version"] == version


def test_the_lock_checks_each_package_and_names_no_place() -> None:
    assert all(package["integrity"].startswith("sha512-") for package in LOCKED.values())
    assert not any("resolved" in package for package in LOCKED.values())
    assert "://" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_every_part_comes_from_a_locked_package() -> None:
    for each in PACKAGE["assets"].values():
        assert re.fullmatch(r"[0-9a-f]{96}", each["sha384"])
        assert {part.split("/")[0] for part in each["parts"]} <= set(PACKAGE["dependencies"])


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(requirements: Path) -> None:
    text = requirements.read_text(encoding="utf-8")
    pins = [
        line for line in text.replace("\\\n", "").splitlines() if line and not line.lstrip().startswith("#")
    ]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[0-9][^ ]* .*--hash=sha256:[0-9a-f]{64}", pin), pin
    assert not re.search(r"index-url|find-links|trusted-host|://", text)


def test_what_is_built_is_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/static/vendor/", "node_modules", "/.env", "/instance/"} <= set(ignored)
