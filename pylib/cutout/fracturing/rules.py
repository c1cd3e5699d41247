"""What the values of a parameter must be: one small class a sort of value.

A rule reads what a caller passed, which may be anything, and returns the value in one form, or raises `ValueError` with
a message that says what is allowed.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

Point = tuple[float, float]
Points = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""x, y, width, height"""

MAX_COORDINATE: Final = 1e7
"""px; that of the door."""


class Rule(Protocol):
    """What the values of one parameter must be."""

    def read(self, value: object) -> object:
        """Return `value` as its parameter holds it.

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
        """Return `value` if it is a bool."""
        if isinstance(value, bool | np.bool_):
            return bool(value)
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
        expected = f"must be a number from {self.minimum:g} to {self.maximum:g}"
        known = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not known or not self.minimum <= value <= self.maximum:  # type: ignore[operator]  # it is a number then
            raise ValueError(expected)
        return float(value)  # type: ignore[arg-type]  # the same


@dataclass(frozen=True, slots=True)
class Place:
    """A point: two finite numbers."""

    def read(self, value: object) -> Point:
        """Return `value` as a pair of floats."""
        expected = f"must be a point of two numbers within ±{MAX_COORDINATE:g}"
        array = _numbers(value, expected)
        if array.shape != (2,):
            raise ValueError(expected)
        x, y = array.tolist()
        return x, y


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle with an area, or four zeros for none."""

    def read(self, value: object) -> Box:
        """Return `value` as four floats."""
        expected = f"must be x, y, width and height within ±{MAX_COORDINATE:g}, with a positive size or all zeros"
        array = _numbers(value, expected)
        if array.shape != (4,) or not ((array[2:] > 0.0).all() or (array == 0.0).all()):
            raise ValueError(expected)
        x, y, width, height = array.tolist()
        return x, y, width, height


@dataclass(frozen=True, slots=True)
class PointList:
    """Points in a range of counts.

    Parameters
    ----------
    minimum, maximum : int
    multiple : int
        The count must be a multiple of this: 2 for pairs.
    """

    minimum: int
    maximum: int
    multiple: int = 1

    def read(self, value: object) -> Points:
        """Return `value` as a tuple of pairs of floats."""
        pairs = ", two a segment" if self.multiple > 1 else ""
        expected = f"must be {self.minimum} to {self.maximum} points{pairs}, each within ±{MAX_COORDINATE:g}"
        array = _numbers(value, expected)
        if array.size == 0:
            array = array.reshape(0, 2)
        if array.ndim != 2 or array.shape[1] != 2:  # noqa: PLR2004 - x and y
            raise ValueError(expected)
        if not self.minimum <= len(array) <= self.maximum or len(array) % self.multiple:
            raise ValueError(expected)
        return tuple((x, y) for x, y in array.tolist())


@dataclass(frozen=True, slots=True)
class PathList:
    """Open polylines of two points or more, in a range of counts of all points together."""

    maximum: int

    def read(self, value: object) -> tuple[Points, ...]:
        """Return `value` as a tuple of tuples of pairs of floats."""
        expected = f"must be a list of polylines, each of 2 points or more, of at most {self.maximum} points together"
        rule = PointList(2, self.maximum)
        try:
            paths = tuple(rule.read(path) for path in value[: self.maximum + 1])  # type: ignore[index]  # it may be any
        except (ValueError, TypeError, IndexError, KeyError):
            raise ValueError(expected) from None
        if sum(map(len, paths)) > self.maximum:
            raise ValueError(expected)
        return paths


def _numbers(value: object, expected: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return an array of float64, refusing what is not made of finite numbers of a sane size."""
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        raise ValueError(expected) from None
    if array.size and (array.dtype.kind not in "fiu" or not (np.abs(array) <= MAX_COORDINATE).all()):
        raise ValueError(expected)
    return array.astype(np.float64) if array.size else np.zeros(array.shape)
