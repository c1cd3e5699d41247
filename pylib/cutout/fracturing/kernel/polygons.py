"""Bring polygons that are plainly sound into their canonical form, and leave all others to a slower method.

A polygon is plainly sound if its coordinates are finite and of a sane size, its rings are simple and apart from each
other, and it has an area. Its canonical form is that of `cutout.fracturing.outline.Outline`: counted from the middle
of its box, without repeated points, each ring from its smallest point on (by x, then y), outer rings with positive area
and in descending order of that point, each followed by its holes in the same order, which have negative area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints
from .simple import Simple

if TYPE_CHECKING:
    from .arrays import Doubles, Ints

LEAST_CORNERS = cython.declare(cython.int, 3)
LEAST_AREA = cython.declare(cython.double, 1e-12)
FARTHEST = cython.declare(cython.double, 1e7)
MOST_POINTS = cython.declare(cython.int, 1 << 10)
MOST_RINGS = cython.declare(cython.int, 1 << 6)

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)


class Polygons:
    """The polygons of a batch, one after the other. Not for two threads at once."""

    def __init__(self) -> None:
        self.simple = Simple()
        self.simple.reserve(1 << 10)
        self.work = doubles(2 << 10)
        rings = 1 << 6
        self.ring_start, self.ring_length, self.smallest = ints(rings + 1), ints(rings), ints(rings)
        self.depth, self.parent, self.rank = ints(rings), ints(rings), ints(rings)
        self.ring_area = doubles(rings)

    def run(self, points: Doubles, ring_offsets: Ints, polygon_offsets: Ints) -> tuple[Doubles, Ints, Ints, Doubles]:
        """Bring a batch into canonical form.

        Parameters
        ----------
        points : (2 * n,) float64
            Points of all rings of all polygons, x and y in turn.
        ring_offsets : (rings + 1,) int32
        polygon_offsets : (requests + 1,) int32
            Both rise from 0 to the end of what they count.

        Returns
        -------
        points : (2 * n,) float64
            As many as there are, the rest is unused.
        ring_offsets : (rings + 1,) int32
            As long as it came; the rings that are not there are empty ones at the end.
        polygon_offsets : (requests + 1,) int32
            Rings of each polygon; none if it was refused.
        measures : (7 * requests,) float64
            Origin x and y, area, then the box in local coordinates: low x and y, high x and y.
        """
        done: cython.int
        requests: cython.int = len(polygon_offsets) - 1
        self.raw, self.raw_rings = points, ring_offsets
        results = (doubles(len(points)), ints(len(ring_offsets)), ints(requests + 1), doubles(7 * requests))
        self.points, self.rings, self.polygons, self.measures = results
        self.point_count = self.ring_count = 0
        with cython.nogil:
            for done in range(requests):
                self.admit(polygon_offsets[done], polygon_offsets[done + 1], done)
                self.polygons[done + 1] = self.ring_count
            for done in range(self.ring_count, len(self.rings)):
                self.rings[done] = self.point_count
        self.raw = self.points = self.measures = NO_DOUBLES
        self.raw_rings = self.rings = self.polygons = NO_INTS
        return results

    def admit(self, first: cython.int, last: cython.int, request: cython.int) -> cython.bint:
        """Add the polygon of the rings `first` to `last - 1`; False if it is not plainly sound."""
        count = self.raw_rings[last] - self.raw_rings[first]
        if first == last or last - first > MOST_RINGS or count > MOST_POINTS or count < LEAST_CORNERS:
            return False
        if not self.find_origin(self.raw_rings[first], self.raw_rings[last]):
            return False
        if not self.load(first, last) or not self.simple.holds():
            return False
        self.nest()
        area = self.store()
        extent = max(self.high_x - self.low_x, self.high_y - self.low_y)
        if not area > LEAST_AREA * extent * extent:
            return False
        m = 7 * request
        self.measures[m] = self.origin_x
        self.measures[m + 1] = self.origin_y
        self.measures[m + 2] = area
        self.measures[m + 3] = self.low_x
        self.measures[m + 4] = self.low_y
        self.measures[m + 5] = self.high_x
        self.measures[m + 6] = self.high_y
        self.ring_count += self.count
        self.point_count = self.end
        return True

    def find_origin(self, first: cython.int, last: cython.int) -> cython.bint:
        """Find the middle of the box round the raw points; False if one is not finite or too far out."""
        i: cython.int
        low_x: cython.double = FARTHEST
        low_y: cython.double = FARTHEST
        high_x: cython.double = -FARTHEST
        high_y: cython.double = -FARTHEST
        for i in range(first, last):
            x = self.raw[2 * i]
            y = self.raw[2 * i + 1]
            if not (-FARTHEST <= x <= FARTHEST and -FARTHEST <= y <= FARTHEST):
                return False
            low_x = min(low_x, x)
            high_x = max(high_x, x)
            low_y = min(low_y, y)
            high_y = max(high_y, y)
        self.origin_x = (low_x + high_x) / 2.0
        self.origin_y = (low_y + high_y) / 2.0
        self.low_x = low_x - self.origin_x
        self.low_y = low_y - self.origin_y
        self.high_x = high_x - self.origin_x
        self.high_y = high_y - self.origin_y
        return True

    def load(self, first: cython.int, last: cython.int) -> cython.bint:
        """Copy the rings into `work`, local and without repeated points; False if one has too few or no area."""
        r: cython.int
        self.simple.clear(0.0)
        self.count = last - first
        self.ring_start[0] = 0
        for r in range(self.count):
            start = self.ring_start[r]
            length = self.copy_ring(self.raw_rings[first + r], self.raw_rings[first + r + 1], start)
            if length < LEAST_CORNERS:
                return False
            self.ring_length[r] = length
            self.ring_start[r + 1] = start + length
            self.smallest[r] = self.find_smallest(start, length)
            self.ring_area[r] = self.measure(self.work, start, length)
            if self.ring_area[r] == 0.0:
                return False
            self.simple.add_ring(self.work, start, length)
        return True

    def copy_ring(self, first: cython.int, last: cython.int, start: cython.int) -> cython.int:
        """Copy one ring but for points that equal the next one; return how many are left."""
        i: cython.int
        j: cython.int
        n: cython.int = 0
        for i in range(first, last):
            j = i + 1 if i + 1 < last else first
            x = self.raw[2 * i] - self.origin_x
            y = self.raw[2 * i + 1] - self.origin_y
            if x != self.raw[2 * j] - self.origin_x or y != self.raw[2 * j + 1] - self.origin_y:
                self.work[2 * (start + n)] = x
                self.work[2 * (start + n) + 1] = y
                n += 1
        return n

    def find_smallest(self, start: cython.int, length: cython.int) -> cython.int:
        """Find the point of a ring in `work` that is smallest by x, then y."""
        i: cython.int
        best: cython.int = start
        for i in range(start + 1, start + length):
            if self.is_smaller(i, best):
                best = i
        return best

    def is_smaller(self, i: cython.int, j: cython.int) -> cython.bint:
        """Compare two points in `work`."""
        if self.work[2 * i] != self.work[2 * j]:
            return self.work[2 * i] < self.work[2 * j]
        return self.work[2 * i + 1] < self.work[2 * j + 1]

    def measure(self, points: Doubles, start: cython.int, length: cython.int) -> cython.double:
        """Shoelace area of a ring, counted from its first point."""
        i: cython.int
        x0 = points[2 * start]
        y0 = points[2 * start + 1]
        twice: cython.double = 0.0
        for i in range(start + 1, start + length - 1):
            ux = points[2 * i] - x0
            uy = points[2 * i + 1] - y0
            vx = points[2 * i + 2] - x0
            vy = points[2 * i + 3] - y0
            twice += ux * vy - vx * uy
        return twice / 2.0

    def nest(self) -> cython.void:
        """Find for each ring how many others it lies in, and the innermost of them."""
        r: cython.int
        s: cython.int
        for r in range(self.count):
            self.depth[r] = 0
            self.parent[r] = -1
            if self.count == 1:
                return
            for s in range(self.count):
                if s != r and self.is_around(s, self.work[2 * self.smallest[r]], self.work[2 * self.smallest[r] + 1]):
                    self.depth[r] += 1
                    parent = self.parent[r]
                    if parent < 0 or abs(self.ring_area[s]) < abs(self.ring_area[parent]):
                        self.parent[r] = s

    def is_around(self, ring: cython.int, x: cython.double, y: cython.double) -> cython.bint:
        """Tell whether a ring in `work` is around a point: a ray from it crosses the ring an odd number of times."""
        i: cython.int
        inside: cython.bint = False
        last = self.ring_start[ring + 1]
        j: cython.int = last - 1
        for i in range(self.ring_start[ring], last):
            ax = self.work[2 * j]
            ay = self.work[2 * j + 1]
            bx = self.work[2 * i]
            by = self.work[2 * i + 1]
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            j = i
        return inside

    def store(self) -> cython.double:
        """Lay out all rings in their canonical order, and return the area of the polygon."""
        i: cython.int
        j: cython.int
        self.rank_rings()
        self.stored = 0
        self.end = self.point_count
        area: cython.double = 0.0
        for i in range(self.count):
            r = self.rank[i]
            if self.depth[r] % 2 == 0:
                area += self.store_ring(r, self.ring_area[r] > 0.0)
                for j in range(self.count):
                    s = self.rank[j]
                    if self.parent[s] == r and self.depth[s] % 2 == 1:
                        area -= self.store_ring(s, self.ring_area[s] < 0.0)
        return area

    def rank_rings(self) -> cython.void:
        """Put the rings in descending order of their smallest points."""
        i: cython.int
        j: cython.int
        for i in range(self.count):
            j = i
            while j > 0 and self.is_smaller(self.smallest[self.rank[j - 1]], self.smallest[i]):
                self.rank[j] = self.rank[j - 1]
                j -= 1
            self.rank[j] = i

    def store_ring(self, ring: cython.int, forward: cython.bint) -> cython.double:
        """Lay out one ring from its smallest point on, and return its area without the sign."""
        i: cython.int
        k: cython.int = self.smallest[ring]
        first = self.ring_start[ring]
        last = first + self.ring_length[ring] - 1
        for i in range(self.end, self.end + self.ring_length[ring]):
            self.points[2 * i] = self.work[2 * k]
            self.points[2 * i + 1] = self.work[2 * k + 1]
            k += 1 if forward else -1
            if k > last:
                k = first
            elif k < first:
                k = last
        self.end += self.ring_length[ring]
        self.stored += 1
        self.rings[self.ring_count + self.stored] = self.end
        return abs(self.measure(self.points, self.end - self.ring_length[ring], self.ring_length[ring]))
