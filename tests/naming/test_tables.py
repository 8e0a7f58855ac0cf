"""Every row of every table does what its example says."""

from __future__ import annotations

import pytest

from planfile.naming import bonus, dates, details, numbers, tags, tagwords, words
from planfile.naming.episodes import find_episode, find_part
from planfile.naming.seasons import find_season
from planfile.naming.tokens import cut
from tests.naming.golden import CASES, cases

TAG_ROWS = [
    row
    for table in (tagwords.STRONG, tagwords.TRAILING, tagwords.FAINT)
    for row in tags.rows(table)
]


@pytest.mark.parametrize("row", TAG_ROWS, ids=lambda row: f"{row[0]} {row[1]} {row[3]}")
def test_the_example_of_a_tag_row_holds_that_tag(
    row: tuple[str, str, list[str], str],
) -> None:
    found = tags.find_tags(cut(row[3]))
    assert (row[0], row[1]) in [(tag.idea, tag.value) for tag in found]


def test_no_spelling_stands_in_two_rows_of_one_strength() -> None:
    for table in (tagwords.STRONG, tagwords.TRAILING, tagwords.FAINT):
        spellings = [s for _, _, row, _ in tags.rows(table) for s in row]
        assert sorted(set(spellings)) == sorted(spellings)


@pytest.mark.parametrize("row", tags.SHAPES, ids=lambda row: row[2])
def test_the_example_of_a_shape_is_a_tag_of_its_idea(row: tuple[str, str, str]) -> None:
    assert [tag.idea for tag in tags.find_tags(cut(row[2]))] == [row[0]]


@pytest.mark.parametrize("row", numbers.SCHEMES, ids=lambda row: row[3])
def test_the_example_of_a_scheme_is_read_by_that_scheme(
    row: tuple[str, str, float, str],
) -> None:
    found = numbers.explicit(row[3])
    assert found is not None
    assert found.scheme == row[0]
    assert found.weight == row[2]


@pytest.mark.parametrize("row", dates.NUMERIC, ids=lambda row: row[2])
def test_the_example_of_a_date_row_is_that_day(row: tuple[str, str, str]) -> None:
    day = dates.find_day(cut(row[2]))
    assert day is not None
    assert day.iso == "2014-05-17"


@pytest.mark.parametrize("month", dates.MONTHS)
def test_every_month_is_understood_in_a_date(month: str) -> None:
    day = dates.find_day(cut(f"Late Tide 17 {month} 2014"))
    assert day is not None
    assert day.iso == f"2014-{dates.MONTHS[month]:02}-17"


@pytest.mark.parametrize("word", sorted(words.SEASON))
def test_every_season_word_tells_a_season(word: str) -> None:
    names = f"Late Tide - {word} 2", f"Late Tide - 2. {word}"
    found = [one for name in names if (one := find_season(cut(name)))]
    assert found
    assert found[0].numbers == (2,)


@pytest.mark.parametrize(("word", "example"), words.SEASON_AT_START.items())
def test_some_words_are_seasons_only_at_a_folder_s_start(
    word: str, example: str
) -> None:
    assert find_season(cut(example), folder=True) is not None
    assert find_season(cut(f"The {word} of Tides"), folder=True) is None


@pytest.mark.parametrize("word", sorted(words.EPISODE))
def test_every_episode_word_tells_an_episode(word: str) -> None:
    names = [f"Late Tide - {said}" for said in (f"{word} 2", f"2. {word}", f"{word}2")]
    found = [one for name in names if (one := find_episode(cut(name)))]
    assert found
    assert found[0].numbers == (2,)


@pytest.mark.parametrize(("word", "example"), words.PART.items())
def test_every_part_word_tells_a_part(word: str, example: str) -> None:
    found = find_part(cut(f"Late Tide - {example}"))
    assert found is not None
    assert word in example.lower()


@pytest.mark.parametrize("row", bonus.CODES, ids=lambda row: row[2])
def test_the_example_of_a_bonus_code_is_that_kind_of_extra(
    row: tuple[str, str, str],
) -> None:
    text = f"Late Tide - {row[2].removeprefix('- ')}"
    found = bonus.find_bonus(cut(text), 0, len(text), fansub=True)
    assert found is not None
    assert found.kind == row[0]


@pytest.mark.parametrize("row", details.IDS, ids=lambda row: row[2])
def test_the_example_of_a_database_id_is_found(row: tuple[str, str, str]) -> None:
    found = details.find_ids(f"Late Tide (2011) {row[2]}")
    assert [name for name, _ in found] == [row[0]]


def test_the_sign_of_a_scheme_is_in_every_name_that_the_scheme_reads() -> None:
    names = [case["name"] for file in CASES.glob("*.jsonl") for case in cases(file)]
    names += [row[3] for row in numbers.SCHEMES]
    for scheme, pattern, _, sign in numbers._SCHEMES:
        read = [name for name in names if pattern.search(name)]
        assert read, scheme
        assert all(sign.search(name) for name in read)
