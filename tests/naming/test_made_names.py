"""Names made from known parts are read back as those parts."""

from __future__ import annotations

import pytest

from planfile.naming.names import read_name
from tests.naming.made_names import Made, Maker


def fold(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def is_right(made: Made) -> bool:
    got = read_name(made.name)
    return (
        (got.kind, fold(got.title)) == (made.kind, fold(made.title))
        and (got.season, got.date) == (made.season, made.date)
        and (got.episodes or got.absolute) == made.numbers
        and (made.kind == "episode" or got.year == made.year)
    )


@pytest.mark.parametrize("seed", range(4))
def test_names_of_every_common_build_are_read_back(seed: int) -> None:
    maker = Maker(seed)
    names = [maker.made() for _ in range(500)]
    wrong = [made for made in names if not is_right(made)]
    assert len(wrong) <= 2, wrong[:10]
