"""RON as it is mostly written, read by one regular expression: each match is a field, a value or a bracket.

What is written otherwise - raw texts, numbers in hexadecimal, attributes - is up to the grammar, and so is
what is wrong. Whatever repeats in the expression keeps what it has matched, so that no text takes longer to read than
another of its length.
"""

from __future__ import annotations

import math
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from .places import MisreadError
from .ron_structs import NOT_FINITE, WORDS, Spots, called, line_at, named, twice, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP: Final = r"\s*+(?:(?://[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)\s*+)*+"
_NAME: Final = r"[A-Za-z_][A-Za-z0-9_]*+"
_TEXT: Final = r'[^"\\]*+'
# A number of more digits is for the grammar, which says what is wrong with it.
_NUMBER: Final = r"-?[0-9]{1,40}+(?:\.[0-9]{0,40}+)?+(?:[eE]-?[0-9]{1,4}+)?+(?![0-9A-Za-z_.])"
_NUMBERS: Final = rf"{_NUMBER}(?:{_GAP},{_GAP}{_NUMBER})*+"
_LAST: Final = rf"{_GAP}(?:,{_GAP})?+"
_END: Final = rf"{_GAP}(?:,|(?=[)\]}}])|\Z)"

_PIECE: Final = re.compile(
    rf"{_GAP}(?:"
    rf'(?:(?P<key>{_NAME}(?=\s*+:)|"{_TEXT}"(?={_GAP}:)){_GAP}:{_GAP})?+(?P<place>)(?:'
    rf'"(?P<text>{_TEXT})"{_END}'
    rf"|(?P<number>{_NUMBER}){_END}"
    rf"|(?P<word>{_NAME}){_END}"
    rf'|(?P<name>{_NAME})?+\s*+\((?:{_GAP}(?:"(?P<text_inside>{_TEXT})"|(?P<numbers_inside>{_NUMBERS})){_LAST}\){_END}'
    rf"|(?={_GAP}{_NAME}\s*+:)(?P<record>)|(?P<values>))"
    rf"|\[(?:{_GAP}(?P<numbers>{_NUMBERS}){_LAST}\]{_END}|(?P<list>))"
    r"|(?P<mapping>\{)"
    rf'|"(?P<escaped>{_TEXT}(?:\\(?s:.){_TEXT})*+)"{_END})'
    rf"|(?P<closing>[)\]}}]){_END}"
    r"|(?P<end>\Z)"
    r"|(?s:.))"
)
_GROUPS: Final = _PIECE.groupindex
_KEY: Final = _GROUPS["key"]
_PLACE: Final = _GROUPS["place"]
_NAME_BEFORE: Final = _GROUPS["name"]
_MAPPING: Final = _GROUPS["mapping"]
_RECORD: Final = _GROUPS["record"]
_VALUES: Final = _GROUPS["values"]
_CLOSING: Final = _GROUPS["closing"]
_END_OF_TEXT: Final = _GROUPS["end"]
_CLOSED_BY: Final = {_RECORD: ")", _VALUES: ")", _GROUPS["list"]: "]", _MAPPING: "}"}
_KEYED: Final = frozenset({_RECORD, _MAPPING})
_WHOLE: Final = 0


MAX_NESTING: Final = 20_000
"""Brackets within each other: what is in them is still told better than by their number."""


class NotPlainError(Exception):
    """Text that is for the grammar.

    Parameters
    ----------
    spot : int
        Where that begins.
    """

    def __init__(self, spot: int) -> None:
        super().__init__(spot)
        self.spot = spot


def read_plain(text: str, spots: Spots | None) -> object:
    """Return the value that plain RON holds.

    Parameters
    ----------
    text : str
    spots : Spots or None
        Filled in, if it matters where things are.

    Raises
    ------
    NotPlainError
        It is not plain, or no RON.
    MisreadError
        A key is there twice, or brackets nest too deep.
    """
    bracket = whole = _Bracket(_WHOLE, None, spots)
    outer: list[_Bracket] = []
    last = None
    for found in _PIECE.finditer(text):
        kind = found.lastindex or 0
        read = _READERS[kind]
        if read is not None:
            bracket.add(found, read(found))
        elif kind in _CLOSED_BY:
            if len(outer) > MAX_NESTING:
                raise MisreadError(
                    f"brackets lie more than {MAX_NESTING} deep; flatten it", line_at(text, found.start(_PLACE))
                )
            outer.append(bracket)
            bracket = _Bracket(kind, found, spots)
        elif kind == _CLOSING and found[_CLOSING] == bracket.closed_by:
            outer[-1].add(bracket.opening, bracket.value())
            bracket = outer.pop()
        elif kind == _END_OF_TEXT and bracket is whole:
            break
        else:
            raise NotPlainError(_spot(found))
        last = found
    if last is None or len(whole.inside) != 1 or last[0].endswith(","):
        raise NotPlainError(len(text))
    value: object = whole.inside[0]
    return value


def outermost_spot(text: str) -> int | None:
    """Return where the value of a text begins, if that is plain."""
    found = _PIECE.match(text)
    return None if found is None or found[_PLACE] is None else found.start(_PLACE)


class _Bracket:
    """A bracket that is open, with what is in it so far; or what is in none."""

    __slots__ = ("closed_by", "inside", "kind", "opening", "spots")

    def __init__(self, kind: int, opening: re.Match[str] | None, spots: Spots | None) -> None:
        self.kind = kind
        self.opening: Any = opening
        self.closed_by = _CLOSED_BY.get(kind)
        self.inside: Any = {} if kind in _KEYED else []
        self.spots = spots
        if spots is not None and opening is not None:
            spots[id(self.inside)] = (opening.start(_PLACE), {})

    def add(self, found: re.Match[str], value: object) -> None:
        """Put a value under its key, if it has one."""
        key = found[_KEY]
        inside = self.inside
        if type(inside) is list:
            if key is not None:
                raise NotPlainError(_spot(found))
            inside.append(value)
        else:
            if key is None or (key[0] == '"' and self.kind == _RECORD):
                raise NotPlainError(_spot(found))
            if key[0] == '"':
                key = key[1:-1]
            if key in inside:
                raise twice(key, line_at(found.string, found.start(_KEY)))
            inside[key] = value
            if self.spots is not None:
                self.spots[id(inside)][1][key] = found.start(_KEY)
        if self.spots is not None and isinstance(value, list | dict):
            self.spots.setdefault(id(value), (found.start(_PLACE), {}))

    def value(self) -> object:
        """Return what stands for the bracket, once it is closed."""
        if self.kind == _RECORD:
            return named(self.opening[_NAME_BEFORE], self.inside)
        if self.kind != _VALUES:
            return self.inside
        value = called(self.opening[_NAME_BEFORE], self.inside)
        if self.spots is not None and value is not self.inside and len(self.inside) < 2:  # noqa: PLR2004 - one or none
            self.spots.pop(id(self.inside))  # The list goes, and something else may get its number.
        return value


def _spot(found: re.Match[str]) -> int:
    """Return where a piece is that does not fit."""
    return next(
        (found.start(each) for each in (_PLACE, _CLOSING, _END_OF_TEXT) if found[each] is not None), found.end() - 1
    )


def _word(found: re.Match[str]) -> object:
    word = found["word"]
    if word in NOT_FINITE:
        raise NotPlainError(_spot(found))
    return WORDS.get(word, word)


def _number(found: re.Match[str]) -> object:
    return _numbers(found, found["number"])[0]


def _numbers(found: re.Match[str], text: str) -> list[int | float]:
    try:
        if not _FRACTION.search(text):
            return [int(each) for each in text.split(",")]
        numbers = [float(each) if _FRACTION.search(each) else int(each) for each in text.split(",")]
    except ValueError:  # A comment is in between.
        raise NotPlainError(_spot(found)) from None
    if not all(map(math.isfinite, numbers)):
        raise NotPlainError(_spot(found))
    return numbers


def _escaped(found: re.Match[str]) -> str:
    try:
        return unescaped(found["escaped"], 0)
    except MisreadError:
        raise NotPlainError(_spot(found)) from None  # The grammar knows the line.


def _by_group(readers: dict[str, Callable[[re.Match[str]], object]]) -> list[Callable[[re.Match[str]], object] | None]:
    return [None, *(readers.get(name) for name in _GROUPS)]


_FRACTION: Final = re.compile("[.eE]")
_READERS: Final = _by_group(
    {
        "text": itemgetter("text"),
        "number": _number,
        "word": _word,
        "text_inside": lambda found: called(found[_NAME_BEFORE], [found["text_inside"]]),
        "numbers_inside": lambda found: called(found[_NAME_BEFORE], _numbers(found, found["numbers_inside"])),
        "numbers": lambda found: _numbers(found, found["numbers"]),
        "escaped": _escaped,
    }
)
