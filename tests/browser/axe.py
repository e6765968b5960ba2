"""What axe finds wrong with a page for people who do not see it, or do not use a mouse."""

from functools import cache

from playwright.sync_api import Page

from felchat.config import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([runOnly, rules]) => {
    const found = await axe.run({runOnly, rules})
    return found.violations.flatMap(broken => broken.nodes.map(
        node => [broken.id, node.target.join(" "), node.failureSummary]))
}"""


@cache
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def complaints(page: Page, *but_for: str) -> list[list[str]]:
    """Which rule is broken where, and how; the library is put in past the page's policy.

    `but_for`: the rules that are not asked for.
    """
    page.evaluate(axe())
    found: list[list[str]] = page.evaluate(RUN, [RULES, {each: {"enabled": False} for each in but_for}])
    return found
