"""What goes along when a whole folder moves."""

from __future__ import annotations

from planfile.rules.beneath import Beneath


def test_what_is_in_a_folder_moves_with_it_again_and_again() -> None:
    inside = Beneath(["a/BDMV/x", "a/BDMV/S/y", "b/BDMV/z"], ["BDMV/t", "/m/BDMV/u"])
    assert inside.moved("a/BDMV", "c/D") == [
        ("a/BDMV/S/y", "c/D/S/y"),
        ("a/BDMV/x", "c/D/x"),
    ]
    assert inside.moved("a/BDMV", "d") == []
    assert inside.moved("c/D", "e") == [("c/D/S/y", "e/S/y"), ("c/D/x", "e/x")]
    assert inside.moved("BDMV", "f") == [("BDMV/t", "f/t")]
    assert inside.moved("/m/BDMV", "f") == [("/m/BDMV/u", "f/u")]
    assert inside.moved("f", "g") == [("f/t", "g/t"), ("f/u", "g/u")]


def test_only_whole_names_are_those_of_folders() -> None:
    inside = Beneath(["a/xBDMV/1", "a/BDMVx/2", "BDMV", "BDMV/BDMV/3"])
    assert inside.moved("a/BDMV", "b") == []
    assert inside.moved("BDMV/BDMV", "b") == [("BDMV/BDMV/3", "b/3")]
