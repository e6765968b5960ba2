"""Every text can be read, in light and in dark, and no page scrolls sideways."""

from typing import Literal

from playwright.sync_api import ViewportSize, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, PHONE, Person

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES: tuple[ViewportSize, ...] = (LAPTOP, {"width": 320, "height": 640}, PHONE)
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
CONTRASTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1)
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        return canvas.getImageData(0, 0, 1, 1).data
    }
    const luminance = ([...rgb]) => rgb.slice(0, 3).map(each => each / 255)
        .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0)
    const ground = element => {
        const found = rgba(getComputedStyle(element).backgroundColor)
        return found[3] || !element.parentElement ? found : ground(element.parentElement)
    }
    const hasText = element => [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim())
    return [...document.body.querySelectorAll("*")]
        .filter(each => (hasText(each) || each.value) && each.checkVisibility({visibilityProperty: true}))
        .map(each => {
            const text = luminance(rgba(getComputedStyle(each).color)), behind = luminance(ground(each))
            const contrast = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05)
            return [each.className || each.localName, contrast]
        })
}"""


def look(person: Person) -> None:
    for scheme in SCHEMES:
        person.page.emulate_media(color_scheme=scheme)
        contrasts: list[tuple[str, float]] = person.page.evaluate(CONTRASTS)
        assert contrasts
        assert [(scheme, *each) for each in contrasts if each[1] < READABLE] == []
    for size in SIZES:
        person.page.set_viewport_size(size)
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_text_can_be_read_in_light_and_in_dark(cast: Cast, site: str) -> None:
    """Original fault P4: the page was wider than a phone, and the composer below it."""
    alice, bob = cast.pair(site)
    alice.says("Mine")
    bob.says("Yours")
    expect(alice.messages).to_have_count(2)
    alice.text.evaluate("box => box.removeAttribute('pattern')")
    alice.says("  ")
    expect(alice.composer.get_by_role("alert")).to_be_visible()
    look(alice)
    alice.page.set_viewport_size({"width": 375, "height": 667})
    expect(alice.text).to_be_in_viewport(ratio=1)
    alice.goes("/users/")
    look(alice)


def test_errors_can_be_read_too(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    page = alice.page
    alice.watch.excuse("404", "422")
    alice.goes("/chat?user=0")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(alice)
    alice.goes("/users/register")
    page.get_by_label("Username").fill("a")
    page.get_by_label("E-mail").fill("a@b")
    page.get_by_label("Password").fill("a")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Username")).to_have_attribute("aria-invalid", "true")
    look(alice)
