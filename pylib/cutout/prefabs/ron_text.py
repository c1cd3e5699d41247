"""Prefabs written as RON, read by `lark` with the grammar beside this file.

A struct with fields becomes an object, whatever its name if the name is one of the format's own (``Prefab``, ``Node``,
``Component``); ``Vector3(0, 1, 0)`` becomes ``{"Vector3": [0, 1, 0]}`` and ``Color("#fff")`` becomes
``{"Color": "#fff"}``, as the same is written in JSON. A bare name is text, `Some` is what it holds, `None` is null.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from .limits import MAX_PARTS
from .places import At, MisreadError, child_of
from .ron_flat import (
    FLAT_PATTERN,
    FLAT_RECORD_PATTERN,
    NUMBERS_PATTERN,
    WORDS,
    Lines,
    Member,
    called,
    members_of,
    named,
    read_flat,
    read_flat_record,
    read_number,
)

_ESCAPE: Final = re.compile(r"\\(u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'", "/": "/"}
_LAST_UNICODE: Final = 0x10FFFF

_Container = TypeVar("_Container", list[object], dict[str, object])


def parse(text: str) -> object:
    """Return the value that `text` holds.

    Raises
    ------
    MisreadError
        It is no RON, has a key twice or a number that is not finite, nests too deep, or has too many values.
    """
    if text.count(",") + text.count("[") + text.count("(") + text.count("{") > MAX_PARTS:
        raise MisreadError(f"it has more than {MAX_PARTS} values; make several prefabs of it", 1)
    try:
        return _parse(text, None)
    except MisreadError:
        # Lines within a token are only counted for who needs them.
        return _parse(text, {})


def line_of(text: str, at: At) -> int:
    """Return the line of what `at` leads to, in text that `parse` has read."""
    lines: Lines = {}
    try:
        value = _parse(text, lines)
    except MisreadError:
        return 1
    line, keys = lines.get(id(value), (1, {}))
    for key in at:
        line = keys.get(str(key), line)
        value = child_of(value, key)
        line, keys = lines.get(id(value), (line, {}))
    return line


def _parse(text: str, lines: Lines | None) -> object:
    parser, builder = _parser()
    builder.lines = lines
    try:
        return parser.parse(text)
    except UnexpectedToken as fault:
        wanted = ", ".join(sorted({_spoken(name) for name in fault.expected}))
        at_end = fault.token.type == "$END"
        found = "the end of the file" if at_end else repr(str(fault.token)[:40])
        line = text.count("\n") + 1 if at_end else _line(fault.token)
        raise MisreadError(f"{found} is not what can stand here; expected {wanted}", line) from None
    except UnexpectedCharacters as fault:
        raise MisreadError(f"{fault.char!r} begins nothing that RON knows", fault.line) from None
    except UnexpectedEOF:
        raise MisreadError("the file ends too early", text.count("\n") + 1) from None
    except VisitError as fault:
        if isinstance(fault.orig_exc, MisreadError):
            raise fault.orig_exc from None
        raise
    finally:
        builder.lines = None


class _Builder(Transformer[Token, Any]):
    """Makes values while the parser goes along: there never is a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Lines | None = None

    def start(self, children: list[Any]) -> object:
        return self._plain(children[-1])

    def field(self, children: list[Any]) -> Member:
        key, value = children
        return _line(key), key[:-1].rstrip(), self._plain(value)

    def pair(self, children: list[Any]) -> Member:
        key, value = children
        if key.type == "FIELD":
            return self.field(children)
        name = _scalar(key)
        if not isinstance(name, str):
            raise MisreadError(f"the key {str(key)[:40]} is no text; write it in quotes", _line(key))
        return _line(key), name, self._plain(value)

    def array(self, children: list[Any]) -> list[object]:
        return self._values(children)

    def mapping(self, children: list[Any]) -> dict[str, object]:
        return self._members(children)

    def record(self, children: list[Any]) -> dict[str, object]:
        members = self._members(children)
        value = named(children[0][:-1].rstrip(), members)
        return value if value is members else self._kept(children[0], value)

    def positional(self, children: list[Any]) -> object:
        values = self._values(children)
        name = children[0][:-1].rstrip()
        if not name:
            return values or self._kept(children[0], {})
        value = called(name, values)
        return self._kept(children[0], value) if isinstance(value, dict) and name != "Some" else value

    def _values(self, children: list[Any]) -> list[object]:
        return self._kept(children[0], [self._plain(each) for each in children[1:] if each is not None])

    def _members(self, children: list[Any]) -> dict[str, object]:
        members: list[Member] = []
        for each in children[1:]:
            if type(each) is Token:
                members += read_flat(each, _line(each), self.lines)
            elif each is not None:
                members.append(each)
        return members_of(members, _line(children[0]), self.lines)

    def _plain(self, value: Any) -> Any:
        if type(value) is not Token:
            return value
        if value.type == "FLAT_RECORD":
            return read_flat_record(value, _line(value), self.lines)
        return _scalar(value)

    def _kept(self, opening: Token, value: _Container) -> _Container:
        if self.lines is not None:
            self.lines[id(value)] = (_line(opening), {})
        return value


def _scalar(value: Token) -> Any:
    return _TOKENS[value.type](value)


def _numbers(token: Token) -> object:
    name, _, inner = token[:-1].partition("(")
    return called(name, [read_number(each, _line(token)) for each in inner.split(",")])


def _string(token: Token) -> str:
    text = token[1:-1]
    return _ESCAPE.sub(lambda found: _unescaped(found, token), text) if "\\" in text else text


def _unescaped(found: re.Match[str], token: Token) -> str:
    digits = found[2] or found[3]
    if digits is not None:
        code = int(digits, 16)
        if code <= _LAST_UNICODE:
            return chr(code)
    elif found[1] in _ESCAPES:
        return _ESCAPES[found[1]]
    raise MisreadError(f"{found[0]!r} is no escape that RON knows", _line(token))


def _raw(token: Token) -> str:
    return token[2:-1] if token[1] == '"' else token[3:-2]


def _name(token: Token) -> object:
    return WORDS.get(token, str(token))


_TOKENS: Final[dict[str, Any]] = {
    "NUMBERS": _numbers,
    "NUMBER": lambda token: read_number(token, _line(token)),
    "STRING": _string,
    "RAW_STRING": _raw,
    "NAME": _name,
}


def _line(token: Token) -> int:
    return token.line or 1


def _spoken(terminal: str) -> str:
    known = {"COMMA": "','", "RPAR": "')'", "RSQB": "']'", "RBRACE": "'}'", "COLON": "':'", "$END": "the end"}
    return known.get(terminal, "a field" if terminal in ("FIELD", "FLAT") else "a value")


_PATTERNS: Final = {
    "FLAT_RECORD_PATTERN": FLAT_RECORD_PATTERN,
    "FLAT_PATTERN": FLAT_PATTERN,
    "NUMBERS_PATTERN": NUMBERS_PATTERN,
}


@cache
def _parser() -> tuple[Lark, _Builder]:
    builder = _Builder()
    grammar = Path(__file__).with_name("ron.lark").read_text(encoding="utf-8")
    for name, pattern in _PATTERNS.items():
        grammar = grammar.replace(f"/{name}/", f"/{pattern}/")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=builder, maybe_placeholders=False), builder
