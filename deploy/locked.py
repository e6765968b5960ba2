"""Compare this environment with its lock: `python deploy/locked.py requirements-dev.txt`.

Whatever the lock names for this machine must be here at just that version, nothing else may be, and each
dependency of pyproject.toml must be met by it. One line for each difference, and exit code 1.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OF_THE_ENVIRONMENT = {"pip", "setuptools", "wheel", "uv"}
"""What makes environments and locks, and is in none: venv brings the first, `make lock` the last."""

Versions = Mapping[str, str]


def main() -> None:
    locked = pinned((ROOT / sys.argv[1]).read_text())
    installed = {str(canonicalize_name(each.name)): each.version for each in distributions()}
    for problem in (problems := [*differences(locked, installed), *unmet(wanted(ROOT), locked)]):
        print(f"locked: {problem}")
    sys.exit(1 if problems else 0)


def pinned(lock: str) -> Versions:
    """The versions that the lock names for this machine; raises ValueError for one without a hash."""
    found: dict[str, str] = {}
    for line in lock.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        spec, *hashes = re.split(r"\s+--hash=", line.strip())
        if not hashes:
            raise ValueError(f"{spec} has no hash")
        requirement = Requirement(spec)
        if requirement.marker is None or requirement.marker.evaluate():
            found[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
    return found


def differences(locked: Versions, installed: Versions) -> Iterator[str]:
    for name, version in locked.items():
        if installed.get(name) != version:
            yield f"{name} should be at {version}, and is {installed.get(name, 'not here')}"
    for name in installed.keys() - locked.keys() - OF_THE_ENVIRONMENT:
        yield f"{name} is here, and in no lock"


def wanted(project: Path) -> Iterator[Requirement]:
    """What pyproject.toml asks for, to run and to develop."""
    about = tomllib.loads((project / "pyproject.toml").read_text())
    groups = about["dependency-groups"]
    included = [each["include-group"] for each in groups["dev"]]
    for text in [*about["project"]["dependencies"], *(each for name in included for each in groups[name])]:
        yield Requirement(text)


def unmet(requirements: Iterator[Requirement], locked: Versions) -> Iterator[str]:
    for each in requirements:
        if each.marker is None or each.marker.evaluate():
            version = locked.get(canonicalize_name(each.name), "")
            if not version or version not in each.specifier:
                yield f"pyproject.toml asks for {each}, and the lock has {version or 'none'}: run `make lock`"


if __name__ == "__main__":
    main()
