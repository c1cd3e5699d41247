"""What the values of an option must be: one small class a sort of value.

A rule reads what a caller passed, which may be anything, and returns the value in one form, or raises `ValueError` with
a message that says what is allowed. Scalars of numpy count as the numbers and bools that they are, without numpy.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Protocol

_SHOWN = 60


class Rule(Protocol):
    """What the values of one option must be."""

    def read(self, value: object) -> object:
        """Return `value` as its option holds it.

        Raises
        ------
        ValueError
            It breaks the rule; the message says what is allowed.
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few names."""

    names: tuple[str, ...]

    def read(self, value: object) -> str:
        """Return `value` if it is one of the names."""
        if not isinstance(value, str) or value not in self.names:
            raise ValueError("must be one of " + ", ".join(map(repr, self.names)))
        return str(value)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; not a number."""

    def read(self, value: object) -> bool:
        """Return `value` as bool if it is one."""
        plain = _plain(value)
        if isinstance(plain, bool):
            return plain
        raise ValueError("must be true or false")


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer in a closed range; neither a bool nor a float with an integral value."""

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
        plain = _plain(value)
        # NaN is in no range.
        if isinstance(plain, int | float) and not isinstance(plain, bool) and self.minimum <= plain <= self.maximum:
            return float(plain)
        raise ValueError(f"must be a number from {self.minimum:g} to {self.maximum:g}")


def shortened(value: object) -> str:
    """Return a value as it is shown in a message."""
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _plain(value: object) -> object:
    """Return a scalar of numpy as Python has it, and everything else as it is."""
    if isinstance(value, int | float) or getattr(value, "shape", None) != ():
        return value
    item = getattr(value, "item", None)
    return item() if callable(item) else value
