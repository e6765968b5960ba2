"""The web addresses in a message, as links that show what they open."""

import re

import idna
from linkify_it.main import LinkifyIt
from markupsafe import Markup, escape

# Only written-out addresses: looking for "example.org" takes the square of the message's length.
LINKS = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})
# From left to right, whatever is written around it: turned round, one address reads as another.
LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank" dir="ltr"{}>{}</a>')
OPENS = Markup(' data-opens="{}"')
AUTHORITY = re.compile(r"https?://([^/?#\\]*)", re.IGNORECASE)


class Deceptive(Exception):
    """The address does not open what a reader takes it for."""


def with_links(body: str) -> Markup:
    """The text, escaped, with its web addresses made into links; nothing else in it is markup."""
    written, end = Markup(), 0
    for link in (LINKS.match(body) if "://" in body else None) or ():
        if link.schema in ("http:", "https:"):
            written += escape(body[end : link.index]) + linked(link.url)
            end = link.last_index
    return written + escape(body[end:])


def linked(address: str) -> Markup:
    """The address as a link, or as mere text where it deceives."""
    try:
        opens = host_in_disguise(address)
    except Deceptive:
        return escape(address)
    return LINK.format(address, OPENS.format(opens) if opens else "", address)


def host_in_disguise(address: str) -> str:
    """The host as browsers write it where some of its letters may be taken for Latin ones; else nothing.

    Raises Deceptive where a user name stands for a host (RFC 3986, section 7.6), where something invisible
    turns the address round or cuts it, and where no such host can be.
    """
    authority = AUTHORITY.match(address)
    if authority is None or "@" in authority[1] or not address.isprintable():
        raise Deceptive
    host = authority[1].partition(":")[0]
    if host.isascii() or not re.search("[A-Za-z]", host):
        return ""
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as impossible:
        raise Deceptive from impossible
