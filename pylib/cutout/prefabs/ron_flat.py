"""What RON's grammar takes as one token: fields whose values are text, numbers, names, calls of these, or flat records.

``name: "Pole", type: MeshInstance3D, properties: (mesh: Resource("pole"), position: Vector3(0, 2, 0)),`` is one.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from .places import MisreadError

_NAME: Final = r"[A-Za-z_][A-Za-z0-9_]*"
_TEXT: Final = r'"[^"\\]*"'
_NUMBER: Final = r"-?[0-9][0-9.]*(?:e-?[0-9]+)?"
_NUMBER_LIST: Final = rf"{_NUMBER}(?:\s*,\s*{_NUMBER})*"
_KEY: Final = rf"{_NAME}\s*:\s*"
_END: Final = r"\s*(?:,\s*|(?=[)}]))"
_CALL: Final = rf"{_NAME}\(\s*(?:{_TEXT}|{_NUMBER_LIST})\s*\)"
_SCALAR: Final = rf"(?:{_TEXT}|{_CALL}|{_NUMBER}|{_NAME})"
_RECORD: Final = rf"(?:{_NAME})?\(\s*(?:{_KEY}{_SCALAR}{_END})+\)"
_TEXTS_INSIDE: Final = rf"\s*(?:{_TEXT}\s*(?:,\s*|(?=\])))*"
_TEXTS: Final = rf"\[{_TEXTS_INSIDE}\]"

FLAT_PATTERN: Final = rf"(?:{_KEY}(?:{_RECORD}|{_SCALAR}|{_TEXTS}){_END})+"
FLAT_RECORD_PATTERN: Final = rf"(?:{_NAME})?\(\s*{FLAT_PATTERN}\)"
NUMBERS_PATTERN: Final = rf"{_NAME}\(\s*{_NUMBER}(?:\s*,\s*{_NUMBER})+\s*\)"

_ENTRY: Final = re.compile(
    rf"({_NAME})\s*:\s*(?:"
    rf'"([^"\\]*)"'
    rf'|({_NAME})?\(\s*(?:"([^"\\]*)"\s*\)|({_NUMBER_LIST})\s*\)|((?:{_KEY}{_SCALAR}{_END})+)\))'
    rf"|({_NUMBER})|({_NAME})|\[({_TEXTS_INSIDE})\])\s*(?:,\s*|\Z|(?=[)}}]))"
)
_TEXT_INSIDE: Final = re.compile(r'"([^"\\]*)"')

PLAIN_RECORDS: Final = frozenset({"Prefab", "Node", "Component", "Child"})
"""Names of structs that only say what the place says anyway."""

LOWER: Final = {"Resource": "resource", "Load": "load", "Mesh": "mesh", "Node": "node"}
"""Names that Rust writes with a capital letter, and JSON without."""

WORDS: Final[dict[str, object]] = {"true": True, "false": False, "None": None}

_NOT_FINITE: Final = frozenset({"inf", "NaN"})
_MAX_DIGITS: Final = 400

Lines: TypeAlias = dict[int, tuple[int, dict[str, int]]]
"""Where lists and objects begin, by their `id`, with the lines of their keys."""

Member: TypeAlias = tuple[int, str, object]
"""A line, a key and a value."""


def read_flat(text: str, line: int, lines: Lines | None) -> list[Member]:
    """Return the fields that a text of `FLAT_PATTERN` holds.

    Parameters
    ----------
    text : str
    line : int
        Where it begins.
    lines : Lines or None
        Filled in, if the lines of what is in it matter.
    """
    members: list[Member] = []
    at = line
    for found in _ENTRY.finditer(text):
        key, plain, name, inner_text, numbers, record, number, word, texts = found.groups()
        if lines is not None:
            at = line + text.count("\n", 0, found.start())
        value: Any
        if plain is not None:
            value = plain
        elif number is not None:
            value = read_number(number, at)
        elif word is not None:
            value = read_number(word, at) if word in _NOT_FINITE else WORDS.get(word, word)
        elif texts is not None:
            value = _TEXT_INSIDE.findall(texts)
        elif record is not None:
            inside = at if lines is None else line + text.count("\n", 0, found.start(6))
            value = named(name or "", members_of(read_flat(record, inside, lines), at, lines))
        else:
            value = inner_text if inner_text is not None else [read_number(each, at) for each in numbers.split(",")]
            if name is None:
                value = [value] if inner_text is not None else value
            else:
                value = called(name, [value] if inner_text is not None else value)
        if lines is not None and isinstance(value, list | dict) and id(value) not in lines:
            lines[id(value)] = (at, {})
        members.append((at, key, value))
    return members


def read_flat_record(text: str, line: int, lines: Lines | None) -> dict[str, object]:
    """Return the object that a text of `FLAT_RECORD_PATTERN` holds; parameters as for `read_flat`."""
    opening = text.index("(") + 1
    first = line if lines is None else line + text.count("\n", 0, opening)
    value = named(text[: opening - 1], members_of(read_flat(text[opening:-1], first, lines), line, lines))
    if lines is not None:
        lines.setdefault(id(value), (line, {}))
    return value


def named(name: str, members: dict[str, object]) -> dict[str, object]:
    """Return what a struct with fields is: these, under its name if that says more than the place does."""
    return members if not name or name in PLAIN_RECORDS else {LOWER.get(name, name): members}


def called(name: str, values: list[Any]) -> object:
    """Return what a name with values in parentheses is: one key, with the only value or all of them."""
    value = values[0] if len(values) == 1 else values
    return value if name == "Some" else {LOWER.get(name, name): value}


def members_of(members: list[Member], line: int, lines: Lines | None) -> dict[str, object]:
    """Return the object that fields make.

    Raises
    ------
    MisreadError
        A key is there twice.
    """
    value = {key: inner for _, key, inner in members}
    if len(value) != len(members):
        seen: set[str] = set()
        for at, key, _ in members:
            if key in seen:
                raise MisreadError(f"the key {key[:80]!r} is there twice; keep one", at)
            seen.add(key)
    if lines is not None:
        lines[id(value)] = (line, {key: at for at, key, _ in members})
    return value


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
