"""What the structs, calls, words and numbers of RON stand for."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from .places import MisreadError

PLAIN_RECORDS: Final = frozenset({"Prefab", "Node", "Component", "Child"})
"""Names of structs that only say what the place says anyway."""

LOWER: Final = {"Resource": "resource", "Load": "load", "Mesh": "mesh", "Node": "node"}
"""Names that Rust writes with a capital letter, and JSON without."""

WORDS: Final[dict[str, object]] = {"true": True, "false": False, "None": None}
NOT_FINITE: Final = frozenset({"inf", "NaN"})
_MAX_DIGITS: Final = 400
_ESCAPE: Final = re.compile(r"\\(u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'", "/": "/"}
_LAST_UNICODE: Final = 0x10FFFF

Spots: TypeAlias = dict[int, tuple[int, dict[str, int]]]
"""Where in a text lists and objects begin, by their `id`, and where their keys are."""


def line_at(text: str, spot: int) -> int:
    """Return the line of a place in a text."""
    return text.count("\n", 0, spot) + 1


def named(name: str, members: dict[str, object]) -> dict[str, object]:
    """Return what a struct with fields is: these, under its name if that says more than the place does."""
    return members if not name or name in PLAIN_RECORDS else {LOWER.get(name, name): members}


def called(name: str, values: list[Any]) -> object:
    """Return what values in parentheses are: one key with the only value or all of them, if there is a name."""
    if not name:
        return values or {}
    value = values[0] if len(values) == 1 else values
    return value if name == "Some" else {LOWER.get(name, name): value}


def twice(key: str, line: int) -> MisreadError:
    """Return the error of a key that is there twice."""
    return MisreadError(f"the key {key[:80]!r} is there twice; keep one", line)


def read_number(text: str, line: int) -> int | float:
    """Return a number as RON writes it: with ``_``, in hexadecimal, without digits before the point."""
    digits = text.strip().replace("_", "")
    if len(digits) > _MAX_DIGITS:
        raise MisreadError(f"{text[:40]}… is too long for a number", line)
    try:
        return int(digits)
    except ValueError:
        pass
    try:
        if digits.lstrip("+-")[:2] in ("0x", "0o", "0b"):
            return int(digits, 0)
        value = float(digits)
    except ValueError:
        raise MisreadError(f"{text[:40]} is no number", line) from None
    if value - value != 0.0:
        raise MisreadError(f"{text[:40]} is not finite", line)
    return value


def unescaped(text: str, line: int) -> str:
    """Return what a text between quotes says."""
    return _ESCAPE.sub(lambda found: _character(found, line), text) if "\\" in text else text


def _character(found: re.Match[str], line: int) -> str:
    digits = found[2] or found[3]
    if digits is not None:
        code = int(digits, 16)
        if code <= _LAST_UNICODE:
            return chr(code)
    elif found[1] in _ESCAPES:
        return _ESCAPES[found[1]]
    raise MisreadError(f"{found[0]!r} is no escape that RON knows", line)
