"""A fragment that there are many of: its template rendered beforehand, with holes where each differs.

It is rendered once for each kind, with marks in the place of what differs, and that is filled in.
What comes out is what the template would make of it; tests compare the two.
"""

import re
from dataclasses import dataclass
from typing import Self

from markupsafe import Markup, escape


def mark(name: str) -> str:
    """Stands in the template for what differs, between characters that no template has."""
    return f"\ue000{name}\ue000"


@dataclass(frozen=True, slots=True)
class Stencil:
    """A fragment with holes, as a format of Python's."""

    format: str

    @classmethod
    def cut(cls, marked: str) -> Self:
        return cls(re.sub(mark("(.*?)"), r"%(\1)s", marked.replace("%", "%%")))

    def filled(self, **values: object) -> Markup:
        """The fragment with these values, escaped where they are no Markup."""
        safe = {name: escape(value) for name, value in values.items()}
        return Markup(self.format % safe)  # noqa: S704  # nosec B704 # of a template
