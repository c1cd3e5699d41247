"""What the values of parameters made of points must be; see `cutout.rules`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

Point = tuple[float, float]
Points = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""x, y, width, height"""

MAX_COORDINATE: Final = 1e7
"""px; that of the door."""


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
