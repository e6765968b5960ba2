"""All words in the other languages than English, in which they are written."""

from functools import cache
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from felchat.config import ROOT

CATALOGUE = ROOT / "felchat" / "translations" / "ru" / "LC_MESSAGES" / "messages.po"


@cache
def as_html(text: str, language: str) -> Markup:
    """A text of a template's in that language, for values to be filled in, which are escaped."""
    words = catalogue(language).gettext(text)
    return Markup(words)  # noqa: S704  # nosec B704 # ours


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into that language, read from their source: there is nothing to compile beforehand."""
    if language == "en":
        return NullTranslations()
    with CATALOGUE.open("rb") as source, BytesIO() as file:
        write_mo(file, read_po(source, locale=language))
        file.seek(0)
        return Translations(file)
