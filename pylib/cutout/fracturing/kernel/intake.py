"""Collect the polygons of a batch, and what to do with them, in columns: one buffer a property.

A request is a dictionary of ``points``, ``offsets`` and ``params``, as docs/architecture.md lays down for the kind
``fracture``. Only what is plainly well formed is taken; another reader can tell what is wrong with the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cython

from .arrays import doubles, ints, labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from .arrays import Doubles

MOST_POINTS = cython.declare(cython.int, 1 << 10)
MOST_RINGS = cython.declare(cython.int, 1 << 6)
KEYS = cython.declare(cython.int, 3)
COLUMNS = cython.declare(cython.int, 2)
MASK = 0xFFFFFFFFFFFFFFFF
LEAST_SEED = -(1 << 63)
MOST_SEED = (1 << 63) - 1


class Intake:
    """The requests of a batch that are taken. Not for two threads at once.

    Parameters
    ----------
    read : callable
        Gives for the parameters of a request, but for the seed, a tuple (count, padding, floor): points to scatter,
        how far they stay from the box, and the area that no fragment may be under; None for parameters not to be taken.
    """

    def __init__(self, read: Callable[[dict[str, Any]], tuple[int, float, float] | None]) -> None:
        self.read = read
        self.points = doubles(0)
        self.room = -1
        self.start(0)

    def start(self, requests: int) -> None:
        """Start over with a batch of at most this many requests."""
        if requests > self.room:
            self.room = requests
            self.ring_offsets, self.polygon_offsets = ints(MOST_RINGS * requests + 1), ints(requests + 1)
            self.counts, self.seeds = ints(requests), labels(requests)
            self.paddings, self.floors = doubles(requests), doubles(requests)
        self.params: dict[str, Any] = {}
        self.terms: tuple[int, float, float] | None = None
        self.places: list[int] = []
        self.parts: list[memoryview] = []
        self.requests = self.rings = self.total = 0

    def add(self, place: cython.int, request: Any) -> cython.bint:
        """Take a request and the place that it has outside, if it is for here; no more than were announced."""
        if type(request) is not dict or len(request) != KEYS:
            return False
        points: Any = request.get("points")
        offsets: Any = request.get("offsets")
        params: Any = request.get("params")
        if not (type(params) is dict and self.are_arrays(points, offsets)):
            return False
        seed: Any = params.get("seed", 0)
        if type(seed) is not int or not LEAST_SEED <= seed <= MOST_SEED:
            return False
        if not self.are_alike(params):
            self.terms = self.read_terms(params)
            self.params = params
        terms = self.terms
        if terms is None or not self.add_rings(offsets.tolist(), len(points)):
            return False
        at = self.requests
        self.counts[at], self.paddings[at], self.floors[at] = terms
        self.seeds[at] = seed & MASK
        self.requests += 1
        self.polygon_offsets[self.requests] = self.rings
        self.places.append(place)
        self.parts.append(points)
        return True

    def are_arrays(self, points: Any, offsets: Any) -> cython.bint:
        """Tell whether points and offsets are arrays as they come out of a message, and not too long."""
        if not (type(points) is memoryview and type(offsets) is memoryview):
            return False
        if points.format != "f" or points.ndim != COLUMNS or offsets.format != "i" or offsets.ndim != 1:
            return False
        shape: Any = points.shape
        return shape[1] == COLUMNS and 0 < shape[0] <= MOST_POINTS and points.c_contiguous

    def read_terms(self, params: dict[str, Any]) -> Any:
        """Read parameters that are made of plain values."""
        for value in params.values():
            if type(value) not in {int, float, str, bool}:
                return None
        return self.read({name: value for name, value in params.items() if name != "seed"})

    def are_alike(self, params: dict[str, Any]) -> cython.bint:
        """Tell whether parameters are those that came last, but for the seed."""
        if len(params) != len(self.params):
            return False
        for name, value in params.items():
            if name != "seed":
                other = self.params.get(name)
                if value is not other and (type(value) is not type(other) or value != other):
                    return False
            elif "seed" not in self.params:
                return False
        return True

    def add_rings(self, offsets: Any, count: cython.int) -> cython.bint:
        """Add the rings of one polygon; False if their offsets do not rise from 0 to the number of points."""
        i: cython.int
        rings: cython.int = len(offsets) - 1
        if not 1 <= rings <= MOST_RINGS or offsets[0] != 0 or offsets[rings] != count:
            return False
        before: cython.int = 0
        for i in range(1, rings + 1):
            end: cython.int = offsets[i]
            if end < before:
                return False
            self.ring_offsets[self.rings + i] = self.total + end
            before = end
        self.rings += rings
        self.total += count
        return True

    def take(self) -> dict[str, Any]:
        """Return the batch: ``points`` in float64, ``ring_offsets`` and so on; good until the next one."""
        if 2 * self.total > len(self.points):
            self.points = doubles(4 * self.total)
        self.widen(memoryview(b"".join(self.parts)).cast("f"))
        self.parts = []
        n = self.requests
        return {
            "points": self.points[: 2 * self.total],
            "ring_offsets": self.ring_offsets[: self.rings + 1],
            "polygon_offsets": self.polygon_offsets[: n + 1],
            "counts": self.counts[:n],
            "paddings": self.paddings[:n],
            "floors": self.floors[:n],
            "seeds": self.seeds[:n],
        }

    def widen(self, singles: Doubles) -> cython.void:
        """Copy the points as float64."""
        i: cython.int
        for i in range(2 * self.total):
            self.points[i] = singles[i]
