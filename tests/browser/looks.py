"""What can be measured of a page as a browser shows it: its width, labels, contrast, and where the keyboard goes."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body, body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > room + 1 && !e.closest('.skip');
  }).map(e => e.outerHTML.slice(0, 120)).concat(
    document.documentElement.scrollWidth > room ? ['the page scrolls sideways'] : []);
}"""
_UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => ![...e.labels].some(l => l.innerText.trim()) && !e.getAttribute('aria-label'))
  .map(e => e.outerHTML.slice(0, 120))"""
_PALE = """() => {
  const parts = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const over = (a, b) => { const t = a[3] ?? 1; return [0, 1, 2].map(i => a[i] * t + b[i] * (1 - t)); };
  const behind = e => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) layers.push(parts(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => layer.length ? over(layer, below) : below, [255, 255, 255]);
  };
  const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const shown = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length;
  const says = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || ['INPUT', 'SELECT'].includes(e.tagName);
  let looked = 0;
  const pale = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!shown(e) || !says(e) || e.type === 'hidden') continue;
    looked++;
    const ground = behind(e), ink = over(parts(getComputedStyle(e).color), ground);
    const [dim, bright] = [light(ground), light(ink)].sort((a, b) => a - b);
    const ratio = (bright + .05) / (dim + .05);
    if (ratio < 4.5) pale.push(ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 100));
  }
  return {looked, pale};
}"""
_MARK_CONTROLS = """() => {
  const seen = new Set();
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, iframe')].filter(e => {
    if (!e.checkVisibility()) return false;
    if (e.type !== 'radio') return true;  // a group is one stop; the arrows lead on inside it
    const group = e.form?.action + e.form?.querySelector('[name=question]')?.value + e.name;
    const first = !seen.has(group);
    seen.add(group);
    return first;
  }).map((e, i) => { const name = e.type === 'radio' ? 'group ' + e.closest('fieldset').outerHTML.length + e.form.id + i : i;
    (e.type === 'radio' ? e.closest('fieldset') : e).dataset.stop = name;
    return [String(name), e.outerHTML.slice(0, 100)]; });
}"""
_FOCUSED = """() => {
  const at = document.activeElement, stop = at.closest('[data-stop]');
  const ring = getComputedStyle(at);
  const framed = at.tagName === 'IFRAME' || (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) > 0);
  return [stop ? stop.dataset.stop : '', framed, at.outerHTML.slice(0, 100)];
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """All that was seen of one page."""

    language: str | None
    too_wide: list[str]
    unlabelled: list[str]
    scripts: int
    asked: list[str]
    elsewhere: list[str]


def look(page: Page, asked: list[str], elsewhere: list[str]) -> Look:
    """Look at a page that is open; `asked` are the addresses that it asked for."""
    language, scripts = page.locator("html").get_attribute("lang"), page.locator("script").count()
    return Look(language, too_wide(page), unlabelled(page), scripts, list(asked), list(elsewhere))


def too_wide(page: Page) -> list[str]:
    """What sticks out of the screen on the right."""
    return page.evaluate(_TOO_WIDE)


def unlabelled(page: Page) -> list[str]:
    """Fields of forms of which nothing says what they are."""
    return page.evaluate(_UNLABELLED)


def pale(page: Page) -> list[str]:
    """Texts whose colour stands out from what is behind them by less than 4.5 to 1."""
    found = page.evaluate(_PALE)
    assert found["looked"], "there was no text to look at"
    return found["pale"]


def beyond_the_keyboard(page: Page) -> list[str]:
    """Controls that the Tab key never comes to, or where nothing shows that it has."""
    controls = dict(page.evaluate(_MARK_CONTROLS))
    unframed = []
    for _ in range(3 * len(controls) + 20):
        page.keyboard.press("Tab")
        stop, framed, markup = page.evaluate(_FOCUSED)
        controls.pop(stop, None)
        if stop and not framed:
            unframed.append(f"no ring: {markup}")
        if not controls:
            break
    return [*controls.values(), *dict.fromkeys(unframed)]
