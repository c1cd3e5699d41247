"""Points of a world, in the arrays that cross the bridge."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from operator import mul, neg
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cutout.errors import TooLarge
from cutout.wire import decode

from .typed_values import READERS
from .world_limits import MAX_POINTS
from .world_values import TypedFaultError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .world_values import Three

NO_TURN: Final = (0.0, 0.0, 0.0)
NO_SCALE: Final = (1.0, 1.0, 1.0)
NONE_GIVEN: Final = -1.0
"""Stands for a distance that the streamer sets."""

_TRANSFORM: Final = 12


class Wish(NamedTuple):
    """How a point, or each of a row, is to be loaded.

    Parameters
    ----------
    priority : int
    load_distance, unload_distance : float
        `NONE_GIVEN` for what the streamer says.
    """

    priority: int = 0
    load_distance: float = NONE_GIVEN
    unload_distance: float = NONE_GIVEN


@dataclass(slots=True)
class Points:
    """Arrays that grow together, an element or twelve a point."""

    kinds: array[int] = field(default_factory=lambda: array("i"))
    transforms: array[float] = field(default_factory=lambda: array("f"))
    names: list[str] = field(default_factory=list)
    priorities: array[int] = field(default_factory=lambda: array("i"))
    load_distances: array[float] = field(default_factory=lambda: array("f"))
    unload_distances: array[float] = field(default_factory=lambda: array("f"))

    def __len__(self) -> int:
        return len(self.kinds)

    def add(self, kind: int, transforms: Sequence[float], wish: Wish, name: str = "") -> None:
        """Append as many points as there are transforms of 12 numbers.

        Raises
        ------
        TypedFaultError
            They are too many.
        """
        count = len(transforms) // _TRANSFORM
        self.check_room(count)
        self.kinds.extend([kind] * count)
        self.transforms.extend(transforms)
        self.names += [name] * count
        self.priorities.extend([wish.priority] * count)
        self.load_distances.extend([wish.load_distance] * count)
        self.unload_distances.extend([wish.unload_distance] * count)

    def check_room(self, count: int) -> None:
        """Raise a `TypedFaultError` unless `count` more points fit."""
        if len(self) + count > MAX_POINTS:
            message = f"the world has more than {MAX_POINTS} points with these; make several worlds of it"
            raise TypedFaultError((), message, TooLarge)

    def bounds_of(self, first: int, margin: float) -> tuple[list[float], list[float]]:
        """Return the least corner and the size of the box around all from `first` on, with a margin on each side."""
        columns: list[Any] = [self.transforms[_TRANSFORM * first + place :: _TRANSFORM] for place in (9, 10, 11)]
        least = [min(column) - margin for column in columns]
        return least, [max(column) + margin - corner for column, corner in zip(columns, least, strict=True)]


def transforms_at(origins: Sequence[Three], degrees: Three, scale: Three) -> array[float]:
    """Return transforms that differ in nothing but their origins."""
    transforms = array("f", [*axes_of(degrees, scale), *NO_TURN]) * len(origins)
    for place, column in enumerate(zip(*origins, strict=True), 9):
        transforms[place::_TRANSFORM] = array("f", column)
    return transforms


def axes_of(degrees: Sequence[float], scale: Sequence[float]) -> tuple[float, ...]:
    """Return the axes x, y and z of what is turned and scaled, as a prefab's Transform3D."""
    if degrees[0] == 0.0 == degrees[2]:
        angle = math.radians(math.fmod(degrees[1], 360.0))
        sine, cosine = math.sin(angle), math.cos(angle)
        x, y, z = scale
        return cosine * x, 0.0, -(sine * x), 0.0, y, 0.0, sine * z, 0.0, cosine * z
    written = READERS["Transform3D"]({"rotation_degrees": list(degrees), "scale": list(scale)})
    numbers: Any = decode(written)
    return tuple(numbers["@Transform3D"][:9])


def transforms_around_y(*columns: Sequence[float]) -> array[float]:
    """Return the transforms of many at once, from x, y, z, degrees around y, and factors along x, y and z of all."""
    x, y, z, degrees, factor_x, factor_y, factor_z = columns
    angles = [math.radians(math.fmod(each, 360.0)) for each in degrees]
    sines, cosines = list(map(math.sin, angles)), list(map(math.cos, angles))
    transforms = array("f", bytes(_TRANSFORM * 4 * len(angles)))
    for place, column in {
        0: map(mul, cosines, factor_x),
        2: map(neg, map(mul, sines, factor_x)),
        4: factor_y,
        6: map(mul, sines, factor_z),
        8: map(mul, cosines, factor_z),
        9: x,
        10: y,
        11: z,
    }.items():
        transforms[place::_TRANSFORM] = array("f", column)
    return transforms
