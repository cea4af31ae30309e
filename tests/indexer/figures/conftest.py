"""The rules that figures are read by."""

from pathlib import Path

import pytest

from indexer.figures.rules import FigureRules, read_figure_rules

DATA = Path(__file__).parents[3] / "indexer" / "data" / "figures.toml"


@pytest.fixture(scope="session")
def rules() -> FigureRules:
    return read_figure_rules(DATA.read_text(encoding="utf-8"))
