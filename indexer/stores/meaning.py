"""Find passages by meaning with FAISS: exact inner products of unit vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
import numpy as np

from indexer.store import Hit

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from models.encoder import UnitRows

FILE = "meaning.faiss"
TIES = 16  # more than asked for, so that equal passages at the cut come out in reading order; doubled while they tie


class MeaningIndex:
    """The vectors of all passages, found by their place among `rows`.

    Args:
        index: A FAISS index of inner products.
        rows: The store's row of each vector, rising, shape (n,).
    """

    def __init__(self, index: faiss.Index, rows: npt.NDArray[np.int64]) -> None:
        self._index = index
        self._rows = rows

    def nearest(self, question: UnitRows, k: int, allowed: npt.NDArray[np.bool_] | None) -> list[Hit]:
        """Return up to `k` passages of those allowed, nearest first, ties by row.

        `question` has shape (1, d); `allowed`, shape (n,), is None when all are.
        """
        exist = len(self._rows) if allowed is None else int(allowed.sum())
        if exist == 0 or k == 0:
            return []
        # The selector points into the bits, so they must live as long as the search.
        bits = None if allowed is None else np.packbits(allowed, bitorder="little")
        parameters = _parameters(bits, len(self._rows))
        wanted = min(k + TIES, exist)
        cosines, places = self._index.search(question, wanted, params=parameters)
        while wanted < exist and cosines[0, -1] == cosines[0, k - 1]:
            wanted = min(2 * wanted, exist)
            cosines, places = self._index.search(question, wanted, params=parameters)
        hits = [Hit(int(self._rows[place]), float(cosine)) for cosine, place in zip(cosines[0], places[0], strict=True)]
        return sorted(hits, key=lambda hit: (-hit.strength, hit.row))[:k]

    def vectors(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Return the vectors of these rows, shape (len(rows), d), in the same order. Raises KeyError."""
        places = np.searchsorted(self._rows, rows)
        known = places < len(self._rows)
        known[known] = self._rows[places[known]] == rows[known]
        if not known.all():
            raise KeyError(int(rows[~known][0]))
        return np.asarray(self._index.reconstruct_batch(places), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        faiss.write_index(self._index, str(folder / FILE))


def build_meaning(vectors: npt.NDArray[np.float32], rows: npt.NDArray[np.int64]) -> MeaningIndex:
    """Return an index of these vectors, shape (n, d)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return MeaningIndex(index, rows)


def open_meaning(folder: Path, rows: npt.NDArray[np.int64]) -> MeaningIndex:
    """Return the index saved in a folder.

    Raises:
        RuntimeError: the file is missing or no FAISS index.
        ValueError: the file holds other vectors than the rows.
    """
    index = faiss.read_index(str(folder / FILE))
    if index.ntotal != len(rows):
        raise ValueError(f"{index.ntotal} vectors for {len(rows)} passages")
    return MeaningIndex(index, rows)


def _parameters(bits: npt.NDArray[np.uint8] | None, n: int) -> faiss.SearchParameters | None:
    if bits is None:
        return None
    parameters = faiss.SearchParameters()
    parameters.sel = faiss.IDSelectorBitmap(n, faiss.swig_ptr(bits))
    return parameters
