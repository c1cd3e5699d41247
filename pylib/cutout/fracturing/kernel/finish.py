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
    from .package import Package

FLAT = cython.declare(cython.double, 1e-24)
HALF_STEP = cython.declare(cython.double, 2.0**-24)

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)


class Finish:
    """The fragments of a batch in their last form. Not for two threads at once."""

    def __init__(self) -> None:
        self.simple = Simple()
        self.room = 0
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
        origins : (7 * requests,) float64
            What to add to all points of a request, and five numbers that are not looked at: what `Polygons` measured.
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
        for request in range(requests):
            self.number(request, fragments[request], fragments[request + 1])
        self.work(requests)
        self.room = 0
        return found

    def run_package(self, package: Package, requests: cython.int, origins: Doubles) -> cython.void:
        """Finish what the kernel has in its package, rounded, and leave the results here until the next batch."""
        needed: cython.int = max(requests, package.kept_points)
        if needed > self.room:
            self.room = 2 * needed
            self.sound, self.totals, self.least = ints(self.room), doubles(self.room), doubles(self.room)
            self.points, self.areas, self.centroids = doubles(2 * self.room), doubles(self.room), doubles(2 * self.room)
        self.fragments, self.old_points, self.old_areas = package.fragments, package.points, package.areas
        self.origins, self.rounded = origins, True
        self.offsets, self.triangles = package.offsets, package.triangles
        self.triangle_offsets, self.parts = package.triangle_offsets, package.parts
        self.part_offsets, self.fragment_parts = package.part_offsets, package.fragment_parts
        self.work(requests)

    def work(self, requests: cython.int) -> cython.void:
        """Finish every request, and let go of the batch."""
        request: cython.int
        n: cython.int = self.fragments[requests]
        if self.simple.room < self.longest(n):
            self.simple.reserve(2 * self.longest(n))
        with cython.nogil:
            for request in range(requests):
                first = self.fragments[request]
                last = self.fragments[request + 1]
                self.sum_up(request, first, last)
                self.sound[request] = self.finish(request, first, last)
        self.old_areas = self.old_points = self.origins = NO_DOUBLES
        self.offsets = self.triangles = self.triangle_offsets = NO_INTS
        self.parts = self.part_offsets = self.fragment_parts = self.fragments = NO_INTS

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
        self.totals[request] = 0.0
        self.least[request] = self.old_areas[first] if last > first else 0.0
        for i in range(first, last):
            self.totals[request] += self.old_areas[i]
            self.least[request] = min(self.least[request], self.old_areas[i])

    def finish(self, request: cython.int, first: cython.int, last: cython.int) -> cython.bint:
        """Finish the fragments `first` to `last - 1`; False if one of them is no longer sound.

        They must be sound before rounding, too, so that this does not depend on whether rounding was wanted. Where
        nothing is so thin that rounding could matter, which is nearly everywhere, one look at the rounded ones tells.
        """
        farthest = self.move(request, first, last)
        if not self.rounded:
            return self.are_sound(first, last, 0.0)
        self.round(first, last)
        if self.are_sound(first, last, farthest * HALF_STEP):
            return True
        self.move(request, first, last)
        if not self.are_sound(first, last, 0.0):
            return False
        self.round(first, last)
        return self.are_sound(first, last, 0.0)

    def move(self, request: cython.int, first: cython.int, last: cython.int) -> cython.double:
        """Move fragments to where their polygon was; return the largest of their coordinates without its sign."""
        i: cython.int
        x0 = self.origins[7 * request]
        y0 = self.origins[7 * request + 1]
        farthest: cython.double = 0.0
        for i in range(self.offsets[first], self.offsets[last]):
            x = self.old_points[2 * i] + x0
            y = self.old_points[2 * i + 1] + y0
            self.points[2 * i] = x
            self.points[2 * i + 1] = y
            farthest = max(farthest, abs(x), abs(y))
        return farthest

    def round(self, first: cython.int, last: cython.int) -> cython.void:
        """Round fragments to float32."""
        i: cython.int
        for i in range(2 * self.offsets[first], 2 * self.offsets[last]):
            self.points[i] = self.to_single(self.points[i])

    def are_sound(self, first: cython.int, last: cython.int, slack: cython.double) -> cython.bint:
        """Tell whether there are fragments, all of them sound, and measure them.

        With a slack, True holds for all points that differ from these by no more than that; then a doubt is a False.
        """
        i: cython.int
        self.slack = slack
        for i in range(first, last):
            if not self.measure(i):
                return False
            if self.is_convex(i):
                if not self.is_in_order(i):
                    return False
            elif not (self.is_simple(i) and self.is_filled(i) and self.has_convex_parts(i)):
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
        """Measure area and centroid of a ring, and how much its slack can change a turn; False if it has no area."""
        i: cython.int
        first = self.offsets[fragment]
        x0 = self.points[2 * first]
        y0 = self.points[2 * first + 1]
        twice: cython.double = 0.0
        moment_x: cython.double = 0.0
        moment_y: cython.double = 0.0
        ux: cython.double = self.points[2 * first + 2] - x0
        uy: cython.double = self.points[2 * first + 3] - y0
        length: cython.double = abs(ux) + abs(uy)
        for i in range(first + 1, self.offsets[fragment + 1] - 1):
            vx = self.points[2 * i + 2] - x0
            vy = self.points[2 * i + 3] - y0
            cross = ux * vy - vx * uy
            twice += cross
            moment_x += (ux + vx) * cross
            moment_y += (uy + vy) * cross
            length += abs(vx - ux) + abs(vy - uy)
            ux = vx
            uy = vy
        length += abs(ux) + abs(uy)
        if not twice > 0.0:
            return False
        # Any two points of the ring are at most half its length apart.
        self.margin = 4.0 * self.slack * (length + 2.0 * self.slack)
        self.areas[fragment] = twice / 2.0
        self.centroids[2 * fragment] = x0 + moment_x / (3.0 * twice)
        self.centroids[2 * fragment + 1] = y0 + moment_y / (3.0 * twice)
        return True

    def is_convex(self, fragment: cython.int) -> cython.bint:
        """Tell whether a ring is strictly convex, and so simple.

        It turns left at every corner, and goes round once: its edges go up, then down, once each.
        """
        i: cython.int
        first = self.offsets[fragment]
        last = self.offsets[fragment + 1]
        a: cython.int = last - 2
        b: cython.int = last - 1
        rose: cython.bint = self.rises(a, b)
        valleys: cython.int = 0
        for i in range(first, last):
            if not self.turn(a, b, i) > self.margin:
                return False
            rises = self.rises(b, i)
            if rises and not rose:
                valleys += 1
            rose = rises
            a = b
            b = i
        return valleys == 1

    def is_in_order(self, fragment: cython.int) -> cython.bint:
        """Tell whether triangles and parts go round as the ring does: in a convex one they are sound then."""
        i: cython.int
        p: cython.int
        for i in range(self.triangle_offsets[fragment], self.triangle_offsets[fragment + 1], 3):
            a = self.triangles[i]
            b = self.triangles[i + 1]
            c = self.triangles[i + 2]
            if (a < b) + (b < c) + (c < a) != 2:  # noqa: PLR2004 - one step goes back to the ring's beginning
                return False
        for p in range(self.fragment_parts[fragment], self.fragment_parts[fragment + 1]):
            end = self.part_offsets[p + 1]
            before: cython.int = self.parts[end - 1]
            steps_back: cython.int = 0
            for i in range(self.part_offsets[p], end):
                if self.parts[i] <= before:
                    steps_back += 1
                before = self.parts[i]
            if steps_back != 1:
                return False
        return True

    def is_simple(self, fragment: cython.int) -> cython.bint:
        """Tell whether a ring has no repeated point and does not meet itself."""
        i: cython.int
        first = self.offsets[fragment]
        last = self.offsets[fragment + 1]
        b: cython.int = last - 1
        for i in range(first, last):
            if self.points[2 * i] == self.points[2 * b] and self.points[2 * i + 1] == self.points[2 * b + 1]:
                return False
            b = i
        self.simple.clear(self.slack)
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
            if self.turn(a, first + self.triangles[i + 1], first + self.triangles[i + 2]) < self.margin:
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
                if turn > self.margin:
                    flat = False
                elif self.slack > 0.0 or (turn < 0.0 and turn * turn > FLAT * self.squared(a, b) * self.squared(b, c)):
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
