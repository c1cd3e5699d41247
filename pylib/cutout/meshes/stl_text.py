"""STL as text: read in blocks of whole facets, each as columns of words.

A facet is 21 words, twelve of them numbers. A block in which every facet is written that way is converted at once; only
one that is not is gone through word by word, to say in which line.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from cutout.errors import BadFile

from .raw import Floats, RawMesh, check_count, soup

BLOCK: Final = 1 << 20
"""Bytes read at a time; their words take about twelve times that."""

MAX_FACET: Final = 1 << 16
"""A facet is no longer than that, in bytes, blanks included."""

_BOM: Final = b"\xef\xbb\xbf"
_START: Final = re.compile(rb"\s*solid\b", re.IGNORECASE)
_NAMES: Final = re.compile(rb"^[ \t]*(?:end[ \t]*)?solid\b[^\r\n]*", re.MULTILINE)
_END: Final = b"endfacet"
_WORDS: Final = (
    *(b"facet", b"normal", None, None, None, b"outer", b"loop"),
    *(b"vertex", None, None, None) * 3,
    *(b"endloop", _END),
)
_NUMBERS: Final = tuple(index for index, word in enumerate(_WORDS) if word is None)
_FACET: Final = len(_WORDS)


def looks_like_text(content: memoryview) -> bool:
    """Tell whether a file begins as an STL file of text does."""
    start = bytes(content[:1024])
    return _START.match(start.removeprefix(_BOM)) is not None and b"\0" not in start


def read_text(content: memoryview) -> RawMesh:
    """Read an STL file of text.

    Parameters
    ----------
    content : memoryview
        The whole file.

    Raises
    ------
    BadFile
        Something else than facets of triangles; the message names the line.
    TooLarge
        It has too many triangles.
    """
    newline = b"\n"
    facets: list[Floats] = []
    count, line, left = 0, 1, b""
    for start in range(0, len(content), BLOCK):
        block = left + bytes(content[start : start + BLOCK]).lower()
        block = block.removeprefix(_BOM) if start == 0 else block
        cut = block.rfind(_END) + len(_END)
        if cut < len(_END):
            cut = 0
        left = block[cut:]
        if len(left) > MAX_FACET:
            raise BadFile(_fault(left, line + block.count(b"\n", 0, cut)))
        if cut:
            facets.append(_convert(block[:cut], line))
            count += len(facets[-1])
            check_count(count)
            line += block.count(b"\n", 0, cut)
    if _NAMES.sub(b"", left).strip():
        raise BadFile(_fault(left, line))
    if not count:
        raise BadFile(
            f"the file says that it is a solid, and has no facet up to its end in line {line + left.count(newline)}"
        )
    numbers = np.concatenate(facets)
    return soup("stl_text", np.ascontiguousarray(numbers[:, 1:]), np.ascontiguousarray(numbers[:, 0]))


def _convert(block: bytes, line: int) -> Floats:
    """Return normal and corners of each facet, (n, 4, 3) float32."""
    words = (_NAMES.sub(b"", block) if b"solid" in block else block).split()
    count, rest = divmod(len(words), _FACET)
    if rest or any(words[index::_FACET].count(word) != count for index, word in enumerate(_WORDS) if word is not None):
        raise BadFile(_fault(block, line))
    try:
        columns = [list(map(float, words[index::_FACET])) for index in _NUMBERS]
    except ValueError:
        raise BadFile(_fault(block, line)) from None
    with np.errstate(over="ignore"):
        return np.array(columns).T.astype(np.float32).reshape(count, 4, 3)


def _fault(block: bytes, line: int) -> str:
    """Tell the first word of a block that should not be there; `line` is that of its beginning."""
    place = 0
    for number, text in enumerate(_NAMES.sub(b"", block).split(b"\n"), line):
        for word in text.split():
            expected = _WORDS[place % _FACET]
            if expected is None:
                try:
                    float(word)
                except ValueError:
                    return f"line {number}: {_shown(word)} is no number"
            elif word != expected:
                return f"line {number}: {_shown(word)} stands where {expected.decode()!r} should"
            place += 1
    last = line + block.count(b"\n")
    return f"the file ends in line {last}, in the middle of a facet"


def _shown(word: bytes) -> str:
    return repr(word[:40].decode("ascii", "backslashreplace"))
