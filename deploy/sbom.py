"""List what Felchat is made of, as CycloneDX: `make sbom`.

Writes build/sbom-python.json from requirements.txt and build/sbom-npm.json from package-lock.json, and ends
with an error unless the schema of CycloneDX takes both.
"""

import subprocess
import sys
from pathlib import Path

from assets import ROOT, npm
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

BUILD = ROOT / "build"
LISTS = (10, 2)
"""The npm that can do it first. Debian 12 has 9.2."""
PYTHON, NPM = BUILD / "sbom-python.json", BUILD / "sbom-npm.json"


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    about = ("--pyproject", "pyproject.toml", "--mc-type", "application", "--output-reproducible")
    tool = (sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements", *about)
    PYTHON.write_text(said_by(*tool, "--spec-version", "1.5", "requirements.txt"))
    with npm(least=LISTS) as command:
        flags = ("--sbom-format=cyclonedx", "--omit=dev", "--package-lock-only")
        NPM.write_text(said_by(*command, "sbom", *flags))
    for path in (PYTHON, NPM):
        validate(path)
        print(f"sbom: wrote {path.relative_to(ROOT)}")


def said_by(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def validate(path: Path) -> None:
    """End with what the schema says of a list that it does not take; both tools write its version 1.5."""
    if wrong := JsonStrictValidator(SchemaVersion.V1_5).validate_str(path.read_text()):
        sys.exit(f"sbom: {path.name}: {wrong}")


if __name__ == "__main__":
    main()
