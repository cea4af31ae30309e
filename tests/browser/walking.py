"""Walk the page as a person does: what is wrong at each stop, and where the keyboard's focus is at each step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_page import fits, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE_MS = 180_000  # papers are read on the way, maybe beside other work
MANY_STEPS = 700

#: Tells of the element in focus: its number among those met, what it is, and whether its focus can be seen.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  window.metByKeyboard ??= new Map();
  if (!window.metByKeyboard.has(it)) window.metByKeyboard.set(it, window.metByKeyboard.size);
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const { top, bottom, width, height } = it.getBoundingClientRect();
  return {
    number: window.metByKeyboard.get(it),
    name: `${it.tagName} ${it.id || it.getAttribute("aria-label") || it.textContent.trim().slice(0, 60)}`,
    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
    shown: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
}"""


class Focus(NamedTuple):
    """The element in focus: which it is of those met, its name, whether an outline shows it, whether it is in view."""

    number: int
    name: str
    outlined: bool
    shown: bool


@dataclass
class Walk:
    """A person's way through the page, with what was wrong at its stops: axe-core's findings and sideways scrolling."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def stop(self, name: str) -> None:
        """Look at the page as it now is, on a wide screen and on a narrow one."""
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.wrong += [f"{name}, {width} wide: {found}" for found in violations(self.page)]
            if not fits(self.page):
                self.wrong.append(f"{name}, {width} wide: it has to be scrolled sideways")


@dataclass
class Keys:
    """The keyboard alone. Every step of the focus is looked at; `unseen` are those that show no outline."""

    page: Page
    unseen: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)

    def step(self, key: str = "Tab") -> Focus | None:
        """Move the focus by a key; None where it has left the page at its end."""
        self.page.keyboard.press(key)
        told = self.page.evaluate(FOCUSED)
        if told is None:
            return None
        focus = Focus(**told)
        if not (focus.outlined and focus.shown):
            self.unseen.append(focus.name)
        return focus

    def to(self, control: Locator, key: str = "Tab") -> None:
        """Move the focus to a control, and no further than around the page."""
        control.wait_for()
        before = None
        for _ in range(MANY_STEPS):
            if control.evaluate("control => control === document.activeElement"):
                return
            focus = self.step(key)
            assert focus is None or focus != before, f"the focus is caught at {focus}"
            before = focus
        raise AssertionError(f"the keyboard does not reach {control}")

    def around(self) -> int:
        """Move the focus once around the whole page and one step back; return how many elements it met."""
        met: list[int] = []
        first = None
        for _ in range(MANY_STEPS):
            focus = self.step()
            if focus is None:
                continue
            first = focus if first is None else first
            if met and focus.number == first.number:
                back = self.step("Shift+Tab")
                assert back is None or back.number == met[-1], f"the way back from {focus} leads to {back}"
                return len(met)
            assert focus.number not in met, f"the focus goes in circles at {focus}"
            met.append(focus.number)
        raise AssertionError("the focus does not come around the page")
