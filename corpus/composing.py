"""Write blocks one after another into a text, for formats that say themselves what each stretch is."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.types import Block, BlockKind, Span

CLOSE_KINDS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.METADATA})


@dataclass(slots=True)
class Composer:
    """A text that grows block by block.

    An empty line stands between blocks; list items, table rows and lines of metadata follow their own kind on the next
    line.
    """

    blocks: list[Block] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _end: int = 0
    _apart: bool = False

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._pieces)

    def add(self, text: str, kind: BlockKind, *, level: int = 0) -> None:
        """Write a block; text without anything to see is left out. A table row keeps the tabs of its empty cells."""
        shown = text.strip("\n") if kind is BlockKind.TABLE_ROW else text.strip()
        if not shown.strip():
            return
        if self.blocks:
            close = kind is self.blocks[-1].kind and kind in CLOSE_KINDS and not self._apart
            self._write("\n" if close else "\n\n")
        start = self._end
        self._write(shown)
        self.blocks.append(Block(span=Span(start, self._end), kind=kind, level=level))
        self._apart = False

    def add_row(self, cells: list[str]) -> None:
        r"""Write a row of a table: its cells divided by tabs, a tab inside a cell as a space.

        >>> composer = Composer()
        >>> composer.add_row(["1.1", "", "Visit\tweekly "])
        >>> composer.text
        '1.1\t\tVisit weekly'
        """
        self.add("\t".join(cell.replace("\t", " ").strip() for cell in cells), BlockKind.TABLE_ROW)

    def part(self) -> None:
        """Leave an empty line before the next block, whatever its kind: another table, another list."""
        self._apart = True

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._end += len(piece)
