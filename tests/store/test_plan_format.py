"""Plans brought to canonical order, with their comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.cli.app import run
from planfile.errors import PlanError
from planfile.rules.meaning import plan_meaning_digest
from planfile.store.plan_format import behind, formatted
from planfile.store.plan_parts import write_parts
from planfile.store.plan_read import parse_plan, read_source
from planfile.store.plan_write import format_plan

GOOD = sorted((Path(__file__).parent.parent / "files/plan/good").glob("*.yaml"))
HEAD = f"""\
planfile: 1
library: /media/library
tree: sha256:{"9f" * 32}
engine: offline
action: move
"""
EDITED = f"""\
# mine, at the very top

# and still the top
{HEAD}entries: 7   # counted
unchanged: 0

# about movies
movies:
  # a later film

  'Zodiac (2007)':   # great
    - 'In/z.mkv'
  # a film of the nineties
  "Heat (1995)":
   - In/h10.mkv   # the tenth
   # before the second
   - 'In/h2.mkv'#not a comment'
   # at the end of Heat
# about shows
shows:
    'Show # 1 (2014)':
        # seasons begin
        Season 10:
            - 'In/s10.mkv'
        Season 2:   # the second
            - from: 'In/s2.mkv'   # where from
              # what to
              as: 's2 new.mkv'    # new name
              # after it
leave:
- {{path: 'In/y # it''s.mkv', why: "a \\"b\\" # c"}} # why not
- {{path: 'In/x.mkv', why: mine}}
# the end
""".replace("'In/h2.mkv'#not a comment'", "'In/h2.mkv'")
CANONICAL = f"""\
# mine, at the very top
# and still the top
{HEAD}entries: 7  # counted
unchanged: 0
# about shows
shows:
  'Show # 1 (2014)':
    Season 2:  # the second
      - {{from: 'In/s2.mkv', as: 's2 new.mkv'}}  # where from  # new name
      # what to
      # after it
    # seasons begin
    Season 10:
      - 'In/s10.mkv'
# about movies
movies:
  # a film of the nineties
  'Heat (1995)':
    # before the second
    - 'In/h2.mkv'
    # at the end of Heat
    - 'In/h10.mkv'  # the tenth
  # a later film
  'Zodiac (2007)':  # great
    - 'In/z.mkv'
leave:
  - {{path: 'In/x.mkv', why: mine}}
  - {{path: 'In/y # it''s.mkv', why: 'a "b" # c'}}  # why not
# the end
"""


def as_formatted(text: str) -> str:
    return formatted(read_source(text, "plan.yaml"))


def test_every_comment_goes_where_its_line_goes() -> None:
    assert as_formatted(EDITED) == CANONICAL


def test_formatting_twice_changes_nothing() -> None:
    assert as_formatted(CANONICAL) == CANONICAL


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_formatting_never_changes_what_a_plan_means(path: Path) -> None:
    text = path.read_bytes().decode()
    canonical = as_formatted(text)
    before, after = parse_plan(text), parse_plan(canonical)
    assert plan_meaning_digest(before) == plan_meaning_digest(after)
    assert as_formatted(canonical) == canonical


def test_what_planfile_writes_is_canonical() -> None:
    text = format_plan(parse_plan(EDITED))
    assert as_formatted(text) == text


def test_comments_of_what_is_gone_are_kept_at_the_end() -> None:
    text = f"{HEAD}entries: 0\nunchanged: 0\nshows:\n  # why\n  'Gone (2001)':  # so\n"
    assert as_formatted(text).splitlines()[-2:] == ["# why", "# so"]


def test_what_is_no_plan_is_not_formatted() -> None:
    with pytest.raises(PlanError):
        as_formatted(HEAD)


def test_an_unsafe_plan_can_be_formatted() -> None:
    text = f"{HEAD}entries: 9\nunchanged: 0\nmovies:\n  'A':\n  - ../x\n"
    assert as_formatted(text).endswith("  A:\n    - '../x'\n")


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("- 'a # b'", ""),
        ("- 'a'  # b", "# b"),
        ("- 'it''s # b' # c", "# c"),
        ('- "a \\" # b" # c', "# c"),
        ("- It's # b", "# b"),
        ("- a#b", ""),
        ("- a' # b 'c' # d", "# b 'c' # d"),
        ("key: 'a # b'", ""),
        ("'k # 1': # c", "# c"),
        ("k:'a # b'", "# b'"),
        ("- {from: 'a # b', as: 'c'}# d", ""),
        ("- {from: 'a', as: \"c # d\"} # e", "# e"),
        ("- [a,'b # c'] # d", "# d"),
        ("- 'never closed # b", ""),
    ],
)
def test_a_comment_is_told_from_what_only_looks_like_one(
    line: str, comment: str
) -> None:
    assert behind(line) == comment


COMMENT = st.sampled_from(["", "  # a", "  # it's", ' # "b" # c', "  # ? 0.5 look"])
LINES = CANONICAL.splitlines()


@given(st.lists(st.tuples(st.integers(2, len(LINES) - 1), COMMENT), max_size=8))
def test_no_comment_is_ever_lost(edits: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for number, comment in edits:
        lines[number] += comment
    text = "\n".join(lines) + "\n"
    words = sorted(word for line in text.splitlines() for word in behind(line).split())
    again = as_formatted(text)
    assert words == sorted(
        w for line in again.splitlines() for w in behind(line).split()
    )
    assert as_formatted(again) == again


def test_fmt_writes_files_that_change_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(EDITED)
    path.chmod(0o640)
    assert run(["fmt", str(path), "--check"]) == 3
    assert path.read_text() == EDITED
    assert run(["fmt", str(path)]) == 0
    assert path.read_text() == CANONICAL
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(["fmt", str(path), "--check"]) == 0
    assert capsys.readouterr().out == f"{path}\n{path}\n"


def test_fmt_takes_a_folder_of_plan_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_parts(parse_plan(CANONICAL), str(tmp_path / "plan"), "letter")
    assert run(["fmt", str(tmp_path / "plan"), "--check"]) == 0
    part = tmp_path / "plan" / "movies-Z.yaml"
    part.write_text(part.read_text().replace("    - ", "      -   "))
    assert run(["fmt", str(tmp_path / "plan")]) == 0
    assert capsys.readouterr().out == f"{part}\n"


def test_fmt_names_what_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fmt", str(tmp_path / "nowhere" / "plan.yaml")]) == 3
    assert "cannot read" in capsys.readouterr().err


def test_a_comment_below_a_key_is_about_its_first_line() -> None:
    text = CANONICAL.replace(
        "    # before the second\n", "\n       # before the second\n"
    )
    assert as_formatted(text) == CANONICAL
