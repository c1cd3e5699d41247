"""Values of properties: from what a file says to what crosses the bridge.

A value is written in the form of the wire as soon as it is read, once however often its node is inherited. What the
wire has goes as it is; the rest becomes a Dictionary with one key that begins with ``@``, which no file can write
itself. What stands for something else stays a `Link` until nodes are put together.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cutout.wire import encode

from .limits import MAX_VALUE_NESTING
from .places import FaultError, shortened
from .schema import nearest
from .typed_values import READERS, read_whole, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .references import Context


@dataclass(slots=True)
class Link:
    """A value that stands for something else.

    Parameters
    ----------
    key : str
        ``@resource``, ``@load`` or ``@mesh``.
    target : str
        The id of a component, or a path.
    """

    key: str
    target: str


@dataclass(slots=True)
class Parts:
    """A list or Dictionary with a `Link` somewhere in it.

    Parameters
    ----------
    parts : list of bytes and Link
        To be joined once the links are written.
    """

    parts: list[bytes | Link]


Value: TypeAlias = bytes | Link | Parts
"""A value in the form of the wire, as far as that is known."""

_COUNT: Final = struct.Struct("<I").pack
_LIST: Final = encode([])[:4]
_DICTIONARY: Final = encode({})[:4]
_NONE: Final = encode(None)
_BOOLS: Final = {value: encode(value) for value in (False, True)}


def read_value(value: Any, context: Context, nesting: int = 0) -> Value:
    """Return what `value` becomes.

    Parameters
    ----------
    value : object
        Of the parsed file.
    context : Context
        What paths in it mean.
    nesting : int
        How many lists and objects it lies in.

    Raises
    ------
    FaultError
        It is none of the format's; the place is counted from `value`.
    BadPath
        It names a file that it may not.
    """
    reader = _PLAIN.get(type(value))
    if reader is not None:
        return reader(value)
    if nesting >= MAX_VALUE_NESTING:
        raise FaultError((), f"lists and objects lie more than {MAX_VALUE_NESTING} deep; flatten the value")
    if isinstance(value, list):
        return _read_list(value, context, nesting)
    if not isinstance(value, dict):
        raise FaultError((), f"a {type(value).__name__} is no value of a property")
    if len(value) == 1:
        ((key, inner),) = value.items()
        typed = READERS.get(key)
        try:
            if typed is not None:
                return typed(inner)
            tagged = _TAGGED.get(key)
            if tagged is not None:
                return tagged(inner, context, nesting)
        except FaultError as fault:
            raise fault.within(key) from None
        if key[:1].isupper():
            raise FaultError(
                (),
                f"there is no type {shortened(key)!r} of values; {nearest(key, TAGS)} "
                f'(a dictionary with this key is written {{"Dictionary": {{"{shortened(key)}": …}}}})',
            )
    return _read_dictionary(value, context, nesting)


@lru_cache(maxsize=4096)
def written_text(text: str) -> bytes:
    """Return text in the form of the wire."""
    return encode(text)


def written_dictionary(count: int, parts: list[bytes]) -> bytes:
    """Return a Dictionary of `count` pairs in the form of the wire, from its keys and values in turn."""
    return b"".join([_DICTIONARY, _COUNT(count), *parts])


def written_list(parts: list[bytes]) -> bytes:
    """Return an Array in the form of the wire, from its elements."""
    return b"".join([_LIST, _COUNT(len(parts)), *parts])


def _read_list(value: list[Any], context: Context, nesting: int) -> Value:
    parts: list[bytes | Link] = [_LIST, _COUNT(len(value))]
    place = 0
    try:
        for place, each in enumerate(value):  # noqa: B007 - read where a fault is caught
            _add(parts, read_value(each, context, nesting + 1))
    except FaultError as fault:
        raise fault.within(place) from None
    return _joined(parts)


def _read_dictionary(value: Any, context: Context, nesting: int) -> Value:
    if not isinstance(value, dict):
        raise FaultError((), f"it is {shortened(value)}, and has to be an object")
    parts: list[bytes | Link] = [_DICTIONARY, _COUNT(len(value))]
    key = ""
    try:
        for key, each in value.items():
            parts.append(encode(_checked_key(key)))
            _add(parts, read_value(each, context, nesting + 1))
    except FaultError as fault:
        raise fault.within(key) from None
    return _joined(parts)


def _checked_key(key: str) -> str:
    if key.startswith("@"):
        raise FaultError((), f"the key {shortened(key)!r} begins with @, which stands for compiled values")
    return text_of(key)


def _add(parts: list[bytes | Link], value: Value) -> None:
    if type(value) is Parts:
        parts.extend(value.parts)
    else:
        parts.append(value)  # type: ignore[arg-type]  # bytes or a Link


def _joined(parts: list[bytes | Link]) -> Value:
    for part in parts:
        if type(part) is Link:
            return Parts(parts)
    return b"".join(parts)  # type: ignore[arg-type]  # all are bytes


def _float(value: float) -> bytes:
    if not math.isfinite(value):
        raise FaultError((), f"{value} is not finite")
    return encode(value)


def _text(value: str) -> bytes:
    return written_text(text_of(value))


_PLAIN: Final[dict[type, Callable[[Any], bytes]]] = {
    type(None): lambda _: _NONE,
    bool: _BOOLS.__getitem__,
    int: lambda value: encode(read_whole(value)),
    float: _float,
    str: _text,
}

_TAGGED: Final[dict[str, Callable[[Any, Context, int], Value]]] = {
    "resource": lambda value, _context, _nesting: Link("@resource", text_of(value)),
    "load": lambda value, context, _nesting: Link("@load", context.asset(text_of(value))),
    "mesh": lambda value, context, _nesting: Link("@mesh", context.mesh(text_of(value))),
    "Dictionary": _read_dictionary,
}

TAGS: Final = frozenset([*READERS, *_TAGGED])
"""The keys that make an object with this one key a value of a type."""
