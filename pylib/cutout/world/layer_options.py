"""Options of layers: names, defaults and ranges, each stated once, in the fields of a frozen dataclass.

>>> @dataclass(frozen=True, slots=True, kw_only=True)
... class Ruins:
...     count: int = option(3, Whole(0, 50))
>>> read_options("ruins", Ruins, {"count": 5})
Ruins(count=5)
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cutout.errors import BadParams

if TYPE_CHECKING:
    from collections.abc import Mapping

Options = TypeVar("Options")

_SHOWN = 60


class Rule(Protocol):
    """What the values of one option must be."""

    def read(self, value: object) -> object:
        """Return `value` as the option holds it.

        Raises
        ------
        ValueError
            It breaks the rule; the message says what is allowed.
        """


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer in a closed range; not a bool."""

    minimum: int
    maximum: int

    def read(self, value: object) -> int:
        """Return `value` as int if it is one within the range."""
        expected = f"must be an int from {self.minimum} to {self.maximum}"
        try:
            number = operator.index(value)  # type: ignore[arg-type]  # any object may come: that is what is tested
        except TypeError:
            raise ValueError(expected) from None
        if isinstance(value, bool) or not self.minimum <= number <= self.maximum:
            raise ValueError(expected)
        return number


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number in a closed range; not a bool."""

    minimum: float
    maximum: float

    def read(self, value: object) -> float:
        """Return `value` as float if it is a number within the range."""
        if isinstance(value, int | float) and not isinstance(value, bool) and self.minimum <= value <= self.maximum:
            number = float(value)
            if isfinite(number):
                return number
        raise ValueError(f"must be a number from {self.minimum:g} to {self.maximum:g}")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; not a number."""

    def read(self, value: object) -> bool:
        """Return `value` if it is a bool."""
        if isinstance(value, bool):
            return value
        raise ValueError("must be true or false")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few names."""

    names: tuple[str, ...]

    def read(self, value: object) -> str:
        """Return `value` if it is one of the names."""
        if isinstance(value, str) and value in self.names:
            return str(value)
        raise ValueError("must be one of " + ", ".join(map(repr, self.names)))


def option(default: Any, rule: Rule) -> Any:
    """Return a dataclass field with a default, whose values must keep a rule."""
    return field(default=default, metadata={"rule": rule})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOptions:
    """The options of a layer that has none."""


def check_options_type(layer: str, options: type) -> None:
    """Refuse a class that `read_options` could not fill.

    Raises
    ------
    ValueError
        It is no dataclass, or a field was not made by `option`.
    """
    if not is_dataclass(options):
        raise ValueError(f"the options of the layer {layer!r} are {options!r}; give a dataclass")
    for each in fields(options):
        if "rule" not in each.metadata:
            raise ValueError(f"the option {each.name!r} of the layer {layer!r} has no rule; write it with option(…)")


def read_options(layer: str, options: type[Options], given: Mapping[str, object]) -> Options:
    """Fill a dataclass of options; what is absent keeps its default.

    Parameters
    ----------
    layer : str
        For messages.
    options : type
        A dataclass whose fields are made by `option`.
    given : mapping

    Raises
    ------
    BadParams
        An unknown name, a wrong type or a value out of range; the message names layer, option, value and range.
    """
    rules: dict[str, Rule] = {each.name: each.metadata["rule"] for each in fields(options)}  # type: ignore[arg-type]  # checked when it was registered
    read: dict[str, object] = {}
    for name, value in given.items():
        rule = rules.get(name)
        if rule is None:
            near = get_close_matches(str(name)[:100], rules, n=1)
            hint = f"did you mean {near[0]!r}? It has " if near else "it has "
            raise BadParams(f"the layer {layer!r} has no option {shortened(name)}: {hint}{', '.join(rules) or 'none'}")
        try:
            read[name] = rule.read(value)
        except ValueError as broken:
            raise BadParams(f"{name} of the layer {layer!r} {broken}, and {shortened(value)} is not") from None
    return options(**read)


def shortened(value: object) -> str:
    """Return a value as it is shown in a message."""
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
