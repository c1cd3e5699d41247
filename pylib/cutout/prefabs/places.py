"""Where in a file something is: a path of keys and numbers, and the line it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from reprlib import Repr
from typing import Final, TypeAlias

At: TypeAlias = tuple[str | int, ...]
"""Keys and numbers from the outermost value inwards."""


class MisreadError(Exception):
    """Text that its parser refuses.

    Parameters
    ----------
    message : str
    line : int
        From 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line


class FaultError(Exception):
    """Something in a file is not what it should be.

    Parameters
    ----------
    at : At
        Where.
    message : str
        What is wrong, with which value, and what to do.
    """

    def __init__(self, at: At, message: str) -> None:
        super().__init__(at, message)
        self.at = at
        self.message = message

    def within(self, *outer: str | int) -> FaultError:
        """Return the same fault, seen from further out."""
        return FaultError((*outer, *self.at), self.message)


_REPR: Final = Repr()
"""Which goes a few levels into a value, however deep that is."""


def child_of(value: object, key: str | int) -> object:
    """Return what lies under `key` in a list or object, None if there is nothing."""
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def shown_at(at: At) -> str:
    """Write a place as people read it: ``children[2].properties.mesh``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in at)
    return shortened(text.removeprefix("."), 200) if text else "the outermost object"


def shortened(value: object, length: int = 60) -> str:
    """Write a value, or its beginning if it is long."""
    text = value if isinstance(value, str) else _REPR.repr(value)
    return text if len(text) <= length else f"{text[:length]}…"
