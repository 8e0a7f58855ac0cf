"""A plan file a block at a time: most plans need never be in memory as a text.

Only what is beyond doubt is passed on. Of whatever else there is, `OtherForm` says that
the file must be read whole, by those who can tell what is wrong with it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from planfile.artifacts.plan import Plan
from planfile.store import plan_limits
from planfile.store.plan_draft import finished
from planfile.store.plan_limits import long_line, unprintable
from planfile.store.plan_lines import OtherForm, Reader

BLOCK = 1 << 18


def read_lines(text: str, file: str) -> Plan:
    """The plan in a canonical text.

    Raises:
        OtherForm: Something in it needs the full YAML reader.
    """
    if "\r" in text:
        raise OtherForm
    return read_blocks(_blocks(text), file)


def read_blocks(blocks: Iterable[str], file: str) -> Plan:
    """The same for a text that comes in blocks of whole lines.

    Raises:
        OtherForm: Something in it needs the full YAML reader.
    """
    reader = Reader()
    reader.read(_lines(blocks))
    return finished(reader.closed(), file)


def _blocks(text: str) -> Iterator[str]:
    """A text in blocks: all lines at once would double the memory."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _lines(blocks: Iterable[str]) -> Iterator[str]:
    for block in blocks:
        if "\t" in block:
            raise OtherForm
        yield from block.split("\n")


def read_by_blocks(path: str) -> Plan | None:
    """The plan in a file of the canonical form, None if it must be read otherwise.

    Raises:
        OSError: The file cannot be read.
    """
    facts = os.stat(path)
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > plan_limits.LARGEST:
        return None  # a pipe can be opened only once
    with open(path, "rb") as stream:
        try:
            return read_blocks(blocks_of(stream), path)
        except OtherForm:
            return None


def blocks_of(stream: BinaryIO) -> Iterator[str]:
    """The text of a plan, cut between lines, without the line break at a cut.

    Raises:
        OtherForm: There is something in it that no plan of ours has.
    """
    rest = b""
    while data := stream.read(BLOCK):
        whole, newline, rest = (rest + data).rpartition(b"\n")
        if newline:
            yield _plain(whole)
        elif len(rest) > BLOCK:
            raise OtherForm
    if rest:
        yield _plain(rest)


def _plain(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise OtherForm from error
    if unprintable(data) or long_line(text) or "<<<<<<<" in text or ">>>>>>>" in text:
        raise OtherForm
    return text
