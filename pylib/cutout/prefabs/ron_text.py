"""Prefabs written as RON: what is plain by `ron_plain`, what is not by `ron_grammar`.

A struct with fields becomes an object, whatever its name if the name is one of the format's own (``Prefab``, ``Node``,
``Component``); ``Vector3(0, 1, 0)`` becomes ``{"Vector3": [0, 1, 0]}`` and ``Color("#fff")`` becomes
``{"Color": "#fff"}``, as the same is written in JSON. A bare name is text, `Some` is what it holds, `None` is null.
"""

from __future__ import annotations

from typing import Final

from .limits import MAX_PARTS
from .places import At, MisreadError, child_of
from .ron_plain import NotPlainError, outermost_spot, read_plain
from .ron_structs import Spots, line_at

MAX_ODD_PARTS: Final = 10_000
"""Of a file that is not plain: the grammar's parser is written in Python, and slow."""


def parse(text: str) -> object:
    """Return the value that `text` holds.

    Raises
    ------
    MisreadError
        It is no RON, has a key twice or a number that is not finite, nests too deep, or has too many values.
    """
    return _read(text, None)


def line_of(text: str, at: At) -> int:
    """Return the line of what `at` leads to, in text that `parse` has read."""
    outermost = None if at else outermost_spot(text)
    if outermost is not None:
        return line_at(text, outermost)
    spots: Spots = {}
    try:
        value = _read(text, spots)
    except MisreadError:
        return 1
    spot, keys = spots.get(id(value), (0, {}))
    for key in at:
        spot = keys.get(str(key), spot)
        value = child_of(value, key)
        spot, keys = spots.get(id(value), (spot, {}))
    return line_at(text, spot)


def _read(text: str, spots: Spots | None) -> object:
    parts = sum(map(text.count, ",[({\\"))
    if parts > MAX_PARTS:
        raise MisreadError(f"it has more than {MAX_PARTS} values; make several prefabs of it", 1)
    try:
        return read_plain(text, spots)
    except NotPlainError as fault:
        if parts > MAX_ODD_PARTS:
            raise MisreadError(
                f"{text[fault.spot : fault.spot + 40]!r} is wrong here, or what only files of at most {MAX_ODD_PARTS} "
                "values may hold: a raw text, an attribute, a number that JSON has not",
                line_at(text, fault.spot),
            ) from None
    if spots is not None:
        spots.clear()
    from .ron_grammar import parse_by_grammar  # noqa: PLC0415 - most files are plain, and do not wait for the parser

    return parse_by_grammar(text, spots)
