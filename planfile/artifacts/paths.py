"""Paths put together and taken apart; "" is the library, a disc folder ends in "/"."""

from __future__ import annotations


def joined(*parts: str) -> str:
    """One path from several; those that are "" don't count.

    >>> joined("", "TV", "Fargo (2014)", ""), joined("Old", "BDMV/")
    ('TV/Fargo (2014)', 'Old/BDMV/')
    """
    return "/".join(filter(None, parts))


def folder_of(path: str) -> str:
    """The folder that an entry or a folder is in.

    >>> folder_of("Old/Heat/BDMV/"), folder_of("Heat.mkv")
    ('Old/Heat', '')
    """
    return path[: max(path.rfind("/", 0, -1), 0)]


def last_component(path: str) -> str:
    """The name at the end of a path; a disc folder keeps its "/".

    >>> last_component("Old/Heat/BDMV/"), last_component("Heat.mkv")
    ('BDMV/', 'Heat.mkv')
    """
    return path[path.rfind("/", 0, -1) + 1 :]
