from __future__ import annotations

import pytest

from planfile.artifacts.tree import Role
from planfile.naming.roles import (
    disc_file,
    disc_kind,
    disc_part,
    extension_of,
    is_archive,
    picture_folder,
    role_of,
    sample_folder,
)

CASES = [
    ("Downloads", "a.mkv", "video"),
    ("", "a.MKV", "video"),
    ("Downloads", "disc.iso", "video"),
    ("Downloads", "Harbour.Lights.2011-sample.mkv", "sample"),
    ("Downloads/Harbour.Lights.2011/Sample", "hl.mkv", "sample"),
    ("Downloads", "sample.avi", "sample"),
    ("Downloads", "grp-show.s01e01.720p-sample.mkv", "sample"),
    ("Downloads", "Harbour.2011.1080p.WEB.Sample.x264-GRP.mkv", "sample"),
    ("Downloads", "Harbour (2011) [sample].mkv", "sample"),
    ("Show", "Show.S02E07.The.Sample.1080p.mkv", "video"),
    ("Show", "Show.S02E07.The.Sample.mkv", "video"),
    ("Show", "Show - S02E07 - Sample.mkv", "video"),
    ("Show", "show.s02e07-sample.mkv", "sample"),
    ("Show", "Show.2x07.Sample.mkv", "video"),
    ("Movies/M (2001)/Extras", "x.mkv", "extra"),
    ("Movies/M (2001)/Behind The Scenes", "x.mkv", "extra"),
    ("Movies/M (2001)/Extras/Disc 2", "x.mkv", "extra"),
    ("Movies/M (2001)/Extras/Disc 2/Season 1/Part", "x.mkv", "video"),
    ("Movies/M (2001)/Extras/Disc 2/Part", "x.mkv", "extra"),
    ("Movies/M (2001)", "M (2001)-trailer.mkv", "extra"),
    ("Movies/M (2001)", "M.2001.trailer.mp4", "extra"),
    ("Movies/M (2001)", "Official Trailer 2.mp4", "extra"),
    ("Anime", "[Group] Glass Tower NCOP1 [1080p].mkv", "extra"),
    ("Extras", "Extras.S01E01.mkv", "video"),
    ("TV/Extras/Season 1", "Extras.S01E01.mkv", "video"),
    ("TV", "Trailer.Park.Nights.S01E01.mkv", "video"),
    ("Downloads/Other", "a.mkv", "video"),
    ("A", "a.en.srt", "subtitle"),
    ("A", "a.idx", "subtitle"),
    ("A", "poster.jpg", "artwork"),
    ("A", "tvshow.nfo", "metadata"),
    ("A", "a.ac3", "audio"),
    ("A", "a.mkv.part", "incomplete"),
    ("A", "a.mkv.!qB", "incomplete"),
    ("A", "a.crdownload", "incomplete"),
    ("A", "Thumbs.db", "junk"),
    ("A", "._a.mkv", "junk"),
    ("A", "._a.srt", "junk"),
    ("A", "RARBG.txt", "junk"),
    ("A", "Downloaded from somewhere.txt", "junk"),
    ("A", "WWW.EXAMPLE.MX.jpg", "junk"),
    ("A", "read.url", "junk"),
    ("A", "archive.r01", "other"),
    ("A", "notes.txt", "other"),
    ("A", "README", "other"),
    ("A", "BDMV/", "disc"),
]


@pytest.mark.parametrize(("folder", "name", "role"), CASES)
def test_a_name_and_its_folder_give_the_role(folder: str, name: str, role: str) -> None:
    assert role_of(folder, name, 1000) is Role(role)


def test_a_file_too_large_for_a_sample_is_a_video() -> None:
    assert role_of("D", "Blood.2011-sample.mkv", 4_000_000_000) is Role.VIDEO


def test_discs_are_known_by_their_folder_in_any_case() -> None:
    assert disc_kind("bdmv") == "bluray"
    assert disc_kind("VIDEO_TS/") == "dvd"
    assert disc_kind("HVDVD_TS") == "hddvd"
    assert disc_kind("Season 1") == ""
    assert disc_part("AUDIO_TS")
    assert disc_part("Certificate/")
    assert not disc_part("Subs")


def test_the_pieces_of_a_dvd_without_its_folder_are_known() -> None:
    assert disc_file("VIDEO_TS.IFO")
    assert disc_file("VTS_01_1.VOB")
    assert disc_file("vts_01_0.bup")
    assert not disc_file("movie.vob")
    assert not disc_file("VTS_01.mkv")


def test_archives_are_known_by_every_volume() -> None:
    assert all(map(is_archive, ("a.rar", "a.r00", "a.s12", "a.001", "a.7z", "a.zip")))
    assert not is_archive("a.mkv")


def test_small_questions_about_names() -> None:
    assert extension_of("a.MKV") == "mkv"
    assert extension_of(".hidden") == ""
    assert sample_folder("Samples")
    assert picture_folder("Screens")
