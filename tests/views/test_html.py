"""The page is one file that loads nothing and that no name can break out of."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary, Unreadable
from planfile.views.html import plan_html, tree_html
from tests.views.plans import NASTY, nasty, sample

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


class Outline(HTMLParser):
    """Tags of a page, and the text of its data block."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self._in_data = named.get("id") == "data"
        self.addresses += [
            value for name, value in attrs if name in {"src", "href"} and value
        ]

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    return found


def data_of(page: str) -> Any:
    return json.loads(outline(page).data)


def test_the_page_loads_nothing_from_anywhere() -> None:
    page = plan_html(sample(), {})
    assert outline(page).addresses == []
    assert "default-src 'none'" in page
    assert not re.search(r"https?://", page)
    assert outline(page).tags.count("script") == 2


def test_before_after_role_size_confidence_and_reason_are_in_it() -> None:
    data = data_of(plan_html(sample(), {"sv.102.mkv": 700_000_000}))
    assert data["columns"] == ["before", "after"]
    show = data["homes"][0]
    assert show["folder"] == "Silicon Valley (2014)"
    assert show["rows"][2] == [
        "sv.102.mkv",
        "Silicon Valley (2014)/Season 01/sv.102.mkv",
        "video",
        700_000_000,
        0.71,
        True,
        'read from "102"',
    ]
    assert data["homes"][1]["why"] == "0.97 title and year in the name"
    assert data["left"][0][0] == "junk"
    assert len(data["left"][0][1]) == 5


def test_no_name_can_end_the_block_it_stands_in() -> None:
    page = plan_html(nasty(), {})
    assert outline(page).tags.count("script") == 2
    assert "alert(1)</script>" not in page
    data = data_of(page)
    assert len(data["homes"]) == len(NASTY)
    for home in data["homes"]:
        for row in home["rows"]:
            assert row[0].isprintable()


def test_the_page_speaks_to_phones_screen_readers_and_both_themes() -> None:
    page = plan_html(sample(), {})
    for wanted in (
        '<html lang="en">',
        'name="viewport"',
        "prefers-color-scheme: dark",
        'role="search"',
        'aria-live="polite"',
        "<noscript>",
        "<label",
        ":focus-visible",
        "@media (max-width",
    ):
        assert wanted in page


def test_a_tree_is_a_page_too() -> None:
    entries = (
        Entry("Heat.mkv", 5_000_000_000, 1, 2, Role.VIDEO),
        Entry("Heat.srt", 10, 1, 3, Role.SUBTITLE),
    )
    summary = TreeSummary(
        2,
        5_000_000_010,
        {"video": 1, "subtitle": 1, "junk": 0},
        "sha256:ab",
        (Unreadable("Secret", "Permission denied"),),
    )
    folders = (Folder("", 1, ()), Folder("Movies", 1, entries))
    page = tree_html(Tree("/media", folders, summary))
    data = data_of(page)
    assert [home["folder"] for home in data["homes"]] == ["Movies"]
    assert data["homes"][0]["rows"][0][:4] == ["Heat.mkv", "", "video", 5_000_000_000]
    assert data["left"] == [["Permission denied", ["Secret"]]]
    assert "<dt>video</dt><dd><bdi>1</bdi></dd>" in page
    assert "<dt>junk</dt>" not in page
    assert "<title>Tree: 2 entries</title>" in page


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
def test_a_browser_searches_filters_and_marks(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(plan_html(sample(), {}), "utf-8")
    command = [
        *(str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu"),
        *(f"--user-data-dir={tmp_path}", "--virtual-time-budget=2000"),
        *("--dump-dom", f"file://{page}#heat"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        pytest.skip("Chromium does not start on this machine")
    shown = done.stdout
    assert "1 entry shown" in shown
    assert shown.count("<tr") == 2
    assert "<mark>Heat</mark>" in shown
    homes = shown.split('<div id="homes">')[1].split('<h2 id="left-title"')[0]
    assert homes.count("<details") == 1
