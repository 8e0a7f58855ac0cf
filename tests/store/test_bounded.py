from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from planfile.store import bounded
from planfile.store.bounded import read_most


class Short(io.BytesIO):
    """A pipe: it gives less than it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 3))


@given(st.binary(max_size=40), st.integers(0, 50))
def test_all_is_read_or_one_byte_more_than_the_bound(data: bytes, most: int) -> None:
    assert read_most(io.BytesIO(data), most) == data[: most + 1]
    assert read_most(Short(data), most) == data[: most + 1]


class Greedy(io.BytesIO):
    """Notes the most bytes that it was asked for at once."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        self.most = max(self.most, size or 0)
        return super().read(size)


def test_a_bound_takes_no_memory() -> None:
    stream = Greedy(b"little")
    assert read_most(stream, 1 << 40) == b"little"
    assert stream.most == bounded.PIECE
