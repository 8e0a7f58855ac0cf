from __future__ import annotations

from planfile.artifacts.bundle import Bundle, Companion
from planfile.artifacts.tree import Role
from planfile.naming.bundles import Gathered, gather
from tests.libraries.trees import library


def bundle_of(gathered: Gathered, lead: str) -> Bundle:
    return next(bundle for bundle in gathered.bundles if bundle.lead == lead)


def homes(bundle: Bundle) -> dict[str, str]:
    return {c.path.rpartition("/")[2]: c.home for c in bundle.companions}


def gathered(text: str) -> Gathered:
    return gather(library(text))


def test_a_subtitle_that_carries_the_stem_is_bound_with_its_language() -> None:
    found = gathered("D/x/Ebb.mkv\nD/x/Ebb.pt-BR.forced.srt").bundles[0]
    assert found.companions == (
        Companion(
            "D/x/Ebb.pt-BR.forced.srt", Role.SUBTITLE, True, "pt-BR", ("forced",)
        ),
    )


def test_case_does_not_part_a_subtitle_but_players_would_not_find_it() -> None:
    (companion,) = gathered("D/x/Ebb.mkv\nD/x/EBB.en.srt").bundles[0].companions
    assert not companion.bound


def test_a_subs_folder_per_video_keeps_its_names_beneath_the_video() -> None:
    found = gathered(
        """
        D/Pack/Harbour.S01E01.mkv
        D/Pack/Harbour.S01E02.mkv
        D/Pack/Subs/Harbour.S01E01/2_English.srt
        D/Pack/Subs/Harbour.S01E02/2_English.srt
        D/Pack/Subs/Harbour.S01E02.en.srt
        """
    )
    assert homes(bundle_of(found, "D/Pack/Harbour.S01E01.mkv")) == {
        "2_English.srt": "Subs/Harbour.S01E01"
    }
    assert homes(bundle_of(found, "D/Pack/Harbour.S01E02.mkv")) == {
        "2_English.srt": "Subs/Harbour.S01E02",
        "Harbour.S01E02.en.srt": "",
    }


def test_a_folder_per_language_gives_the_language() -> None:
    found = gathered(
        """
        D/Pack/Harbour.S01E01.mkv
        D/Pack/Subs/French/Harbour.S01E01.srt
        """
    )
    (companion,) = found.bundles[0].companions
    assert companion.language == "fr"
    assert companion.home == "Subs/Harbour.S01E01/French"


def test_a_number_finds_the_video_when_the_stem_does_not() -> None:
    found = gathered(
        """
        D/Pack/Harbour.S01E01.720p.mkv
        D/Pack/Harbour.S01E02.720p.mkv
        D/Pack/harbour.1x02.srt
        D/Pack/subs/s01e01.srt
        """
    )
    assert homes(bundle_of(found, "D/Pack/Harbour.S01E02.720p.mkv")) == {
        "harbour.1x02.srt": ""
    }
    assert homes(bundle_of(found, "D/Pack/Harbour.S01E01.720p.mkv")) == {
        "s01e01.srt": "Subs/Harbour.S01E01.720p"
    }


def test_the_number_of_another_show_finds_nothing() -> None:
    found = gathered("Downloads/Moor.S01E01.mkv\nDownloads/Harbour.S01E01.srt")
    assert bundle_of(found, "Downloads/Moor.S01E01.mkv").companions == ()
    assert bundle_of(found, "Downloads/Harbour.S01E01.srt").role is Role.SUBTITLE


def test_the_first_words_find_a_film_among_films() -> None:
    found = gathered(
        """
        Downloads/Ebb.2011.1080p.mkv
        Downloads/Moor.2014.mkv
        Downloads/Ebb (2011).en.srt
        """
    )
    assert homes(bundle_of(found, "Downloads/Ebb.2011.1080p.mkv")) == {
        "Ebb (2011).en.srt": ""
    }


def test_words_that_two_films_begin_with_find_neither() -> None:
    found = gathered(
        "Downloads/Ebb.2011.mkv\nDownloads/Ebb.2014.mkv\nDownloads/Ebb.srt"
    )
    assert bundle_of(found, "Downloads/Ebb.srt").companions == ()


def test_a_subtitle_far_away_finds_the_only_video_of_its_stem() -> None:
    found = gathered("A/x/Harbour.S01E01.mkv\nOther subs/Harbour.S01E01.en.srt")
    (companion,) = bundle_of(found, "A/x/Harbour.S01E01.mkv").companions
    assert companion.path == "Other subs/Harbour.S01E01.en.srt"
    assert companion.language == "en"


def test_a_song_is_never_taken_for_a_videos_track() -> None:
    found = gathered("A/x/01.mkv\nMusic/Album/01 Song.mp3")
    assert found.left == (("Music/Album/01 Song.mp3", "audio without a video", 0),)


def test_extras_travel_with_the_only_film_of_their_folder() -> None:
    found = gathered(
        """
        D/Ebb (2011)/Ebb.mkv
        D/Ebb (2011)/Bonus/Interview.mkv
        D/Ebb (2011)/Deleted Scenes/one.mkv
        D/Ebb (2011)/Ebb-trailer.mp4
        """
    )
    assert homes(found.bundles[0]) == {
        "Interview.mkv": "Extras",
        "one.mkv": "Deleted Scenes",
        "Ebb-trailer.mp4": "Extras",
    }


def test_extras_of_a_show_follow_its_folder() -> None:
    found = gathered(
        """
        D/Harbour/Season 1/Harbour S01E01.mkv
        D/Harbour/Extras/Making of.mkv
        D/Harbour/poster.jpg
        """
    )
    assert [(a.path, a.anchor, a.home) for a in found.attached] == [
        ("D/Harbour/poster.jpg", "D/Harbour", ""),
        ("D/Harbour/Extras/Making of.mkv", "D/Harbour", "Extras"),
    ]


def test_other_beside_a_film_holds_extras_and_elsewhere_films() -> None:
    found = gathered("D/Ebb (2011)/Ebb.mkv\nD/Ebb (2011)/Other/cut.mkv")
    assert homes(found.bundles[0]) == {"cut.mkv": "Other"}
    assert gathered("Downloads/Other/Ebb.2011.mkv").bundles[0].role is Role.VIDEO


def test_the_show_called_extras_is_a_show() -> None:
    found = gathered("Downloads/Extras/Extras.S01E01.mkv")
    assert found.bundles[0].role is Role.VIDEO


def test_pictures_in_a_heap_belong_to_nobody() -> None:
    found = gathered("Downloads/Ebb.2011.mkv\nDownloads/beach.jpg\nDownloads/a.pdf")
    assert {left.path: left.why for left in found.left} == {
        "Downloads/beach.jpg": "belongs to no video that is here",
        "Downloads/a.pdf": "not media",
    }


def test_screens_proofs_samples_and_unfinished_things_stay() -> None:
    found = gathered(
        """
        D/Ebb/Ebb.mkv
        D/Ebb/Screens/1.jpg
        D/Ebb/Sample/x.srt
        D/incomplete/Moor.mkv
        D/incomplete/deep/Moor.mkv
        D/setup.iso
        """
    )
    assert {left.why for left in found.left} == {
        "screenshot or proof",
        "sample",
        "incomplete download",
        "software",
    }


def test_a_dvd_without_its_folder_is_one_bundle() -> None:
    found = gathered(
        """
        D/Ebb (2011)/VIDEO_TS.IFO
        D/Ebb (2011)/VTS_01_1.VOB
        D/Ebb (2011)/VTS_01_0.BUP
        D/Ebb (2011)/cover.jpg
        """
    )
    (bundle,) = found.bundles
    assert bundle.role is Role.DISC
    assert len(bundle.companions) == 2
    assert found.attached[0].path == "D/Ebb (2011)/cover.jpg"


def test_loose_vobs_are_videos() -> None:
    assert len(gathered("D/x/VTS_01_1.VOB\nD/x/VTS_01_2.VOB").bundles) == 2


def test_a_bonus_disc_is_an_extra() -> None:
    found = gathered("D/Ebb (2011)/Ebb/BDMV/\nD/Ebb (2011)/Bonus/BDMV/")
    assert found.attached[0].home == "Extras"


def test_a_piece_of_no_disc_is_left() -> None:
    assert gathered("D/x/AUDIO_TS/").left[0].why == "not media"


def test_a_name_without_a_single_word_breaks_nothing() -> None:
    paths = ("x/!!!!!!!!!.srt", "x/--------- (2).nfo", "x/Ebb.mkv", "y/Ash.mkv")
    found = gathered("\n".join(paths))
    assert {bundle.lead for bundle in found.bundles} >= {"x/Ebb.mkv", "y/Ash.mkv"}
