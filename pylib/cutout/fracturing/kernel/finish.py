"""Move the fragments of a batch to where their polygons were, round them, and tell which of them are still sound.

Rounding moves every vertex, all fragments at it alike, so fragments still fit together. What it can do is to let two
neighbouring points of a ring fall together, turn a thin triangle over, dent a convex part, or push an edge across
another one. All of that is checked on the very numbers that are handed out; nothing relies on how small rounding is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cython

from .arrays import doubles, ints
from .simple import Simple

if TYPE_CHECKING:
    from .arrays import Doubles, Ints

FLAT = cython.declare(cython.double, 1e-24)

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)


class Finish:
    """The fragments of a batch in their last form. Not for two threads at once."""

    def __init__(self) -> None:
        self.simple = Simple()
        self.single = memoryview(bytearray(4)).cast("f")

    def run(  # noqa: PLR0917  (one buffer a field)
        self,
        fragments: Ints,
        points: Doubles,
        offsets: Ints,
        triangles: Ints,
        triangle_offsets: Ints,
        parts: Ints,
        part_offsets: Ints,
        fragment_parts: Ints,
        areas: Doubles,
        origins: Doubles,
        *,
        rounded: bool,
    ) -> dict[str, Any]:
        """Finish a batch of `cutout.fracturing.kernel.Subdivisions`.

        Parameters
        ----------
        fragments, points, offsets, triangles, triangle_offsets, parts, part_offsets, fragment_parts, areas
            As in `Subdivisions`.
        origins : (2 * requests,) float64
            What to add to all points of a request.
        rounded : bool
            Round to float32.

        Returns
        -------
        dict
            ``sound`` ((requests,) int32, 1 or 0); ``totals`` and ``least`` ((requests,) float64), the sum and the
            smallest of `areas` in each request; ``points``, ``areas`` and ``centroids`` as in `Subdivisions`, of the
            points in their last form; and ``own_offsets``, ``own_triangle_offsets``, ``own_fragment_parts``
            ((fragments + requests,) int32) and ``own_part_offsets`` ((parts + requests,) int32), which count from the
            beginning of each request, first 0, as if it were alone.
        """
        request: cython.int
        requests: cython.int = len(fragments) - 1
        n: cython.int = fragments[requests]
        self.fragments, self.old_points, self.old_areas = fragments, points, areas
        self.origins, self.rounded = origins, rounded
        self.offsets, self.triangles, self.triangle_offsets = offsets, triangles, triangle_offsets
        self.parts, self.part_offsets, self.fragment_parts = parts, part_offsets, fragment_parts
        found: dict[str, Any] = {
            "sound": ints(requests),
            "totals": doubles(requests),
            "least": doubles(requests),
            "points": doubles(len(points)),
            "areas": doubles(n),
            "centroids": doubles(2 * n),
            "own_offsets": ints(n + requests),
            "own_triangle_offsets": ints(n + requests),
            "own_fragment_parts": ints(n + requests),
            "own_part_offsets": ints(fragment_parts[n] + requests),
        }
        self.sound, self.totals, self.least = found["sound"], found["totals"], found["least"]
        self.points, self.areas, self.centroids = found["points"], found["areas"], found["centroids"]
        self.own_offsets, self.own_triangle_offsets = found["own_offsets"], found["own_triangle_offsets"]
        self.own_fragment_parts, self.own_part_offsets = found["own_fragment_parts"], found["own_part_offsets"]
        if self.simple.room < self.longest(n):
            self.simple.reserve(2 * self.longest(n))
        with cython.nogil:
            for request in range(requests):
                first, last = self.fragments[request], self.fragments[request + 1]
                self.number(request, first, last)
                self.sum_up(request, first, last)
                self.sound[request] = self.finish(request, first, last)
        self.old_areas = self.totals = self.least = NO_DOUBLES
        self.old_points = self.origins = self.points = self.areas = self.centroids = NO_DOUBLES
        self.offsets = self.triangles = self.triangle_offsets = self.sound = NO_INTS
        self.parts = self.part_offsets = self.fragment_parts = self.fragments = NO_INTS
        return found

    def longest(self, fragments: cython.int) -> cython.int:
        """Points of the fragment that has most."""
        i: cython.int
        most: cython.int = 0
        for i in range(fragments):
            most = max(most, self.offsets[i + 1] - self.offsets[i])
        return most

    def number(self, request: cython.int, first: cython.int, last: cython.int) -> cython.void:
        """Give a request offsets of its own."""
        i: cython.int
        for i in range(first, last + 1):
            self.own_offsets[i + request] = self.offsets[i] - self.offsets[first]
            self.own_triangle_offsets[i + request] = self.triangle_offsets[i] - self.triangle_offsets[first]
            self.own_fragment_parts[i + request] = self.fragment_parts[i] - self.fragment_parts[first]
        part = self.fragment_parts[first]
        for i in range(part, self.fragment_parts[last] + 1):
            self.own_part_offsets[i + request] = self.part_offsets[i] - self.part_offsets[part]

    def sum_up(self, request: cython.int, first: cython.int, last: cython.int) -> cython.void:
        """Find the sum and the smallest of the areas of a request."""
        i: cython.int
        self.least[request] = self.old_areas[first] if last > first else 0.0
        for i in range(first, last):
            self.totals[request] += self.old_areas[i]
            self.least[request] = min(self.least[request], self.old_areas[i])

    def finish(self, request: cython.int, first: cython.int, last: cython.int) -> cython.bint:
        """Finish the fragments `first` to `last - 1`; False if one of them is no longer sound.

        They must be sound before rounding, too, so that this does not depend on whether rounding was wanted.
        """
        i: cython.int
        x0 = self.origins[2 * request]
        y0 = self.origins[2 * request + 1]
        for i in range(self.offsets[first], self.offsets[last]):
            self.points[2 * i] = self.old_points[2 * i] + x0
            self.points[2 * i + 1] = self.old_points[2 * i + 1] + y0
        if not self.are_sound(first, last):
            return False
        if not self.rounded:
            return True
        for i in range(2 * self.offsets[first], 2 * self.offsets[last]):
            self.points[i] = self.to_single(self.points[i])
        return self.are_sound(first, last)

    def are_sound(self, first: cython.int, last: cython.int) -> cython.bint:
        """Tell whether there are fragments, all of them sound, and measure them."""
        i: cython.int
        for i in range(first, last):
            if not (self.measure(i) and self.is_simple(i) and self.is_filled(i) and self.has_convex_parts(i)):
                return False
        return last > first

    def to_single(self, value: cython.double) -> cython.double:
        """Round a coordinate to float32."""
        self.single[0] = value
        return self.single[0]

    def turn(self, a: cython.int, b: cython.int, c: cython.int) -> cython.double:
        """Twice the area of a triangle; positive if a, b, c turn left."""
        ax = self.points[2 * a]
        ay = self.points[2 * a + 1]
        return (self.points[2 * b] - ax) * (self.points[2 * c + 1] - ay) - (self.points[2 * c] - ax) * (
            self.points[2 * b + 1] - ay
        )

    def measure(self, fragment: cython.int) -> cython.bint:
        """Measure area and centroid of a ring; False if it has no area."""
        i: cython.int
        first = self.offsets[fragment]
        x0 = self.points[2 * first]
        y0 = self.points[2 * first + 1]
        twice: cython.double = 0.0
        moment_x: cython.double = 0.0
        moment_y: cython.double = 0.0
        for i in range(first + 1, self.offsets[fragment + 1] - 1):
            ux = self.points[2 * i] - x0
            uy = self.points[2 * i + 1] - y0
            vx = self.points[2 * i + 2] - x0
            vy = self.points[2 * i + 3] - y0
            cross = ux * vy - vx * uy
            twice += cross
            moment_x += (ux + vx) * cross
            moment_y += (uy + vy) * cross
        if not twice > 0.0:
            return False
        self.areas[fragment] = twice / 2.0
        self.centroids[2 * fragment] = x0 + moment_x / (3.0 * twice)
        self.centroids[2 * fragment + 1] = y0 + moment_y / (3.0 * twice)
        return True

    def is_simple(self, fragment: cython.int) -> cython.bint:
        """Tell whether a ring has no repeated point and does not meet itself.

        A ring that turns left at every corner, once round, is convex: its first edges go up, then down, once each.
        """
        i: cython.int
        first = self.offsets[fragment]
        last = self.offsets[fragment + 1]
        a: cython.int = last - 2
        b: cython.int = last - 1
        convex: cython.bint = True
        valleys: cython.int = 0
        for i in range(first, last):
            if self.points[2 * i] == self.points[2 * b] and self.points[2 * i + 1] == self.points[2 * b + 1]:
                return False
            if not self.turn(a, b, i) > 0.0:
                convex = False
            if self.rises(b, i) and not self.rises(a, b):
                valleys += 1
            a = b
            b = i
        if convex and valleys == 1:
            return True
        self.simple.clear()
        self.simple.add_ring(self.points, first, last - first)
        return self.simple.holds()

    def rises(self, a: cython.int, b: cython.int) -> cython.bint:
        """Tell whether an edge goes up, or level to the right."""
        if self.points[2 * a + 1] != self.points[2 * b + 1]:
            return self.points[2 * a + 1] < self.points[2 * b + 1]
        return self.points[2 * a] < self.points[2 * b]

    def is_filled(self, fragment: cython.int) -> cython.bint:
        """Tell whether no triangle of a fragment has been turned over."""
        i: cython.int
        first = self.offsets[fragment]
        for i in range(self.triangle_offsets[fragment], self.triangle_offsets[fragment + 1], 3):
            a = first + self.triangles[i]
            if self.turn(a, first + self.triangles[i + 1], first + self.triangles[i + 2]) < 0.0:
                return False
        return True

    def has_convex_parts(self, fragment: cython.int) -> cython.bint:
        """Tell whether every part of a fragment turns left at each corner, or goes straight on, and has an area."""
        p: cython.int
        i: cython.int
        first = self.offsets[fragment]
        for p in range(self.fragment_parts[fragment], self.fragment_parts[fragment + 1]):
            end = self.part_offsets[p + 1]
            a: cython.int = first + self.parts[end - 2]
            b: cython.int = first + self.parts[end - 1]
            flat: cython.bint = True
            for i in range(self.part_offsets[p], end):
                c = first + self.parts[i]
                turn = self.turn(b, c, a)
                if turn > 0.0:
                    flat = False
                elif turn < 0.0 and turn * turn > FLAT * self.squared(a, b) * self.squared(b, c):
                    return False
                a = b
                b = c
            if flat:
                return False
        return True

    def squared(self, a: cython.int, b: cython.int) -> cython.double:
        """Squared distance between two points."""
        dx = self.points[2 * b] - self.points[2 * a]
        dy = self.points[2 * b + 1] - self.points[2 * a + 1]
        return dx * dx + dy * dy
