"""Let Lighthouse judge the pages that people see first, of a Felchat that this script starts itself.

Run as `python deploy/audit.py`; it needs npm, node and what the browser tests need. Each page is measured
as on a slow phone, as often as RUNS says, and must reach GOAL of 100 in every category by the median.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the servers and the browser are the tests'

from playwright.sync_api import Page  # noqa: E402
from screenshots import open_conversation, somebody  # noqa: E402

from tests import servers  # noqa: E402
from tests.browser.chromium import chromium  # noqa: E402

AUDIT = ROOT / "deploy" / "audit"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 98
GOOD = 0.9
RUNS = 3

Report = dict[str, dict[str, dict[str, Any]]]
"""What is used of Lighthouse's JSON: categories and audits, each by name, with their scores of 1."""


def main() -> None:
    """Print what each page reaches, and end with an error when that is not enough."""
    fetch()
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.felchat(DATABASE_URL=servers.sqlite(Path(folder))) as server,
        chromium() as browser,
    ):
        alice = somebody(browser, server.url, "Alice")
        somebody(browser, server.url, "Bob")
        open_conversation(alice, server.url, "Bob")
        pages = {
            "sign-in": (f"{server.url}/users/login", ""),
            "people": (f"{server.url}/users/", cookie_of(alice)),
            "conversation": (alice.url, cookie_of(alice)),
        }
        reached = [is_good(name, judged(url, cookie)) for name, (url, cookie) in pages.items()]
    sys.exit(0 if all(reached) else f"audit: less than {GOAL} of 100")


def fetch() -> None:
    if not (AUDIT / "node_modules").exists():
        print("audit: fetching Lighthouse with npm", flush=True)
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([program("npm"), "ci", *quietly], cwd=AUDIT, check=True)


def cookie_of(page: Page) -> str:
    return "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())


def judged(url: str, cookie: str) -> dict[str, float]:
    """Of 100 in each category, the median of some runs."""
    runs = [report(url, cookie) for _ in range(RUNS)]
    for weakness in sorted(set().union(*map(weaknesses, runs))):
        print(f"audit:   {weakness}")
    return {each: 100 * median(run["categories"][each]["score"] for run in runs) for each in CATEGORIES}


def report(url: str, cookie: str) -> Report:
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    words = [url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    words += [f"--only-categories={','.join(CATEGORIES)}"]
    words += [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    lighthouse = AUDIT / "node_modules" / "lighthouse" / "cli" / "index.js"
    done = subprocess.run(
        [program("node"), str(lighthouse), *words], capture_output=True, text=True, check=True
    )
    found: Report = json.loads(done.stdout)
    return found


def program(name: str) -> str:
    return shutil.which(name) or sys.exit(f"audit: there is no {name} here")


def weaknesses(found: Report) -> set[str]:
    """What a page is marked down for, without the figures, which differ from run to run."""
    judged = (each for each in found["audits"].values() if each["scoreDisplayMode"] in ("binary", "numeric"))
    return {each["title"] for each in judged if (each["score"] or 0) < GOOD}


def is_good(name: str, scores: dict[str, float]) -> bool:
    print(f"audit: {name}: {', '.join(f'{each} {score:.0f}' for each, score in scores.items())}", flush=True)
    return all(score >= GOAL for score in scores.values())


if __name__ == "__main__":
    main()
