"""Packed files, unpacked within bounds: gzip and Zstandard, told by their first bytes."""

from __future__ import annotations

import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Final

from cutout.errors import BadFile, TooLarge

if TYPE_CHECKING:
    from collections.abc import Generator

SUFFIXES: Final = (".gz", ".zst")
"""What the names of packed files end with."""

MAX_RATIO: Final = 500
"""How many times its size a file may unpack to, above `FREE_BYTES`; triangles as text pack about 10 times."""

FREE_BYTES: Final = 1 << 20
"""Any file may unpack to that much."""

_GZIP: Final = b"\x1f\x8b"
_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
_STEP: Final = 1 << 20
_FED: Final = 1 << 16
"""Bytes that are unpacked at a time: what follows a short member is looked at again with the next one."""

_MAX_MEMBERS: Final = 1 << 16
"""Of a gzip file; programs that pack blocks of 64 KB would write that many for 4 GB."""

_MAX_WINDOW: Final = 1 << 27


def is_packed(packed: memoryview) -> bool:
    """Tell whether the first bytes are those of a packed file."""
    start = bytes(packed[:4])
    return start.startswith((_GZIP, _ZSTANDARD))


def unpack(packed: memoryview, max_bytes: int) -> bytearray:
    """Return what a packed file holds.

    Parameters
    ----------
    packed : memoryview
        For which `is_packed` is true.
    max_bytes : int
        How much it may hold.

    Raises
    ------
    BadFile
        It is broken, or ends too early; the message names how much was read.
    TooLarge
        It holds more than `max_bytes`, or more than `MAX_RATIO` times its size.
    """
    bound = min(max_bytes, max(FREE_BYTES, MAX_RATIO * len(packed)))
    content = bytearray()
    # Closed with the error, so that nothing looks at the file any more.
    with closing(_gzip(packed) if bytes(packed[:2]) == _GZIP else _zstandard(packed)) as parts:
        for part in parts:
            content += part
            if len(content) > bound:
                raise TooLarge(
                    f"the packed file of {len(packed)} bytes holds more than {bound}; at most {max_bytes} bytes are "
                    f"read, and {MAX_RATIO} times its size"
                )
    return content


def _gzip(packed: memoryview) -> Generator[bytes]:
    """Yield what all members of a gzip file hold, a step at a time."""
    start = 0
    for _ in range(_MAX_MEMBERS):
        member = zlib.decompressobj(wbits=31)
        taken, tail = start, b""
        while not member.eof:
            fed = tail or bytes(packed[taken : taken + _FED])
            if not tail:
                taken += len(fed)
            if not fed:
                raise BadFile(f"the gzip file ends at offset {len(packed)}, in the middle of what it holds")
            try:
                yield member.decompress(fed, _STEP)
            except zlib.error as fault:
                raise BadFile(f"the gzip file is broken before offset {taken}: {fault}") from fault
            tail = member.unconsumed_tail
        start = taken - len(member.unused_data)
        # Some programs fill the last block up with zeros.
        if start < len(packed) and bytes(packed[start : start + 2]) != _GZIP:
            if bytes(packed[start:]).strip(b"\0"):
                raise BadFile(f"the gzip file goes on at offset {start} with something else")
            return
        if start == len(packed):
            return
    raise TooLarge(f"the gzip file has over {_MAX_MEMBERS} members: pack it in one piece")


def _zstandard(packed: memoryview) -> Generator[bytes]:
    """Yield what all frames of a Zstandard file hold, a step at a time."""
    import zstandard  # noqa: PLC0415 - only these files need it

    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    try:
        frame = zstandard.get_frame_parameters(packed)
        with unpacker.stream_reader(packed, read_across_frames=True) as reader:
            size = 0
            while part := reader.read(_STEP):
                size += len(part)
                yield part
    except zstandard.ZstdError as fault:
        raise BadFile(f"the Zstandard file of {len(packed)} bytes is broken: {fault}") from fault
    # The reader takes an early end for an end, so what the first frame says of its size is compared.
    known = frame.content_size not in (0, zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR)
    if known and size < frame.content_size:
        raise BadFile(f"the Zstandard file ends at offset {len(packed)}: it holds {size} of {frame.content_size} bytes")
