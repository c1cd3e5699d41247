"""RON in all that it can say, read by `lark` with the grammar beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from .places import MisreadError
from .ron_structs import WORDS, Spots, called, named, read_number, twice, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")
_Member: TypeAlias = tuple[Token, str, object]
"""How a key is written, the key, and its value."""


def parse_by_grammar(text: str, spots: Spots | None) -> object:
    """Return the value that a text holds.

    Parameters
    ----------
    text : str
    spots : Spots or None
        Filled in, if it matters where things are.

    Raises
    ------
    MisreadError
        It is no RON, has a key twice or a number that is not finite.
    """
    parser, builder = _parser()
    builder.spots = spots
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
        builder.spots = None


class _Builder(Transformer[Token, Any]):
    """Makes values while the parser goes along: there never is a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.spots: Spots | None = None

    def start(self, children: list[Any]) -> object:
        return _plain(children[-1])

    def field(self, children: list[Any]) -> _Member:
        key, value = children
        return key, key[:-1].rstrip(), _plain(value)

    def pair(self, children: list[Any]) -> _Member:
        key, value = children
        if key.type == "FIELD":
            return self.field(children)
        name = _plain(key)
        if not isinstance(name, str):
            raise MisreadError(f"the key {str(key)[:40]} is no text; write it in quotes", _line(key))
        return key, name, _plain(value)

    def array(self, children: list[Any]) -> list[object]:
        return self._kept(children[0], _values(children))

    def mapping(self, children: list[Any]) -> dict[str, object]:
        opening, *members = children
        value: dict[str, object] = {}
        self._kept(opening, value)
        for place, key, inner in members:
            if key in value:
                raise twice(key, _line(place))
            value[key] = inner
            if self.spots is not None:
                self.spots[id(value)][1][key] = place.start_pos
        return value

    def record(self, children: list[Any]) -> dict[str, object]:
        return self._kept(children[0], named(_opened(children[0]), self.mapping(children)))

    def positional(self, children: list[Any]) -> object:
        values = _values(children)
        value = called(_opened(children[0]), values)
        return value if len(values) == 1 and value is values[0] else self._kept(children[0], value)

    def _kept(self, opening: Token, value: _Value) -> _Value:
        if self.spots is not None:
            self.spots.setdefault(id(value), (opening.start_pos or 0, {}))
        return value


def _values(children: list[Any]) -> list[object]:
    return [_plain(each) for each in children[1:] if each is not None]


def _opened(opening: Token) -> str:
    return opening[:-1].rstrip()


def _plain(value: Any) -> Any:
    return _TOKENS[value.type](value) if type(value) is Token else value


def _raw(token: Token) -> str:
    return token[2:-1] if token[1] == '"' else token[3:-2]


_TOKENS: Final[dict[str, Callable[[Token], object]]] = {
    "NUMBER": lambda token: read_number(token, _line(token)),
    "STRING": lambda token: unescaped(token[1:-1], _line(token)),
    "RAW_STRING": _raw,
    "NAME": lambda token: WORDS.get(token, str(token)),
}


def _line(token: Token) -> int:
    return token.line or 1


def _spoken(terminal: str) -> str:
    known = {"COMMA": "','", "RPAR": "')'", "RSQB": "']'", "RBRACE": "'}'", "COLON": "':'", "$END": "the end"}
    return known.get(terminal, "a field" if terminal == "FIELD" else "a value")


@cache
def _parser() -> tuple[Lark, _Builder]:
    builder = _Builder()
    grammar = Path(__file__).with_name("ron.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=builder, maybe_placeholders=False), builder
