"""Accept a printed number only where it can follow the last one, so that a year or a figure never becomes one."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_GAP = 3  # numbers that a damaged paper may have lost in between


@dataclass(slots=True)
class Numbering:
    """The last numbers seen while reading a paper from top to bottom.

    `top` is the number of the section, `last` the last dotted number, both 0 and empty before the first.
    """

    top: int = 0
    last: tuple[int, ...] = ()

    def accepts_top(self, number: str) -> bool:
        """Tell whether this can be the next section's number."""
        return self.top < int(number.split(".", maxsplit=1)[0]) <= self.top + LARGEST_GAP

    def take_top(self, number: str) -> None:
        """Note that a section of this number begins."""
        self.top = int(number.split(".", maxsplit=1)[0])
        self.last = ()

    def accepts(self, number: str) -> bool:
        """Tell whether this dotted number can come next.

        >>> numbering = Numbering(top=2, last=(2, 1, 8))
        >>> [numbering.accepts(n) for n in ("2.1.9", "2.2", "2.1.9.1", "2.1.7", "9.5", "3.1")]
        [True, True, True, False, False, True]
        """
        parts = tuple(int(part) for part in number.split("."))
        if not self.last:
            return self.top <= parts[0] <= self.top + LARGEST_GAP and parts[1] <= LARGEST_GAP
        if parts <= self.last or parts[0] > self.last[0] + 1:
            return False
        shared = next(
            (index for index, (new, old) in enumerate(zip(parts, self.last, strict=False)) if new != old),
            min(len(parts), len(self.last)),
        )
        if shared >= len(self.last):
            return parts[shared] <= LARGEST_GAP
        return parts[shared] <= self.last[shared] + LARGEST_GAP and all(
            part <= LARGEST_GAP for part in parts[shared + 1 :]
        )

    def take(self, number: str) -> None:
        """Note that a paragraph of this number begins."""
        self.last = tuple(int(part) for part in number.split("."))
        self.top = max(self.top, self.last[0])
