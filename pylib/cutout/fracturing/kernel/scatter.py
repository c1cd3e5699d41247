"""Scatter points evenly at random over polygons.

Points are drawn in the box and kept if they lie inside. The numbers are a hash of the seed and of how many were drawn
before, so that `cutout.fracturing.scattering`, which does the same in vectors, gives the same points bit for bit.

The edges are sorted into rows from low to high y, so that a point is compared only with the edges of its row.

Source: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014), for the hash, SplitMix64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles, Ints

STEP = cython.declare(cython.ulonglong, 0x9E3779B97F4A7C15)
FIRST_FACTOR = cython.declare(cython.ulonglong, 0xBF58476D1CE4E5B9)
SECOND_FACTOR = cython.declare(cython.ulonglong, 0x94D049BB133111EB)
MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
UNIT = cython.declare(cython.double, 2.0**-53)
MOST_PADDING = cython.declare(cython.double, 0.25)
TRIES = cython.declare(cython.int, 64)
MOST_ROWS = cython.declare(cython.int, 64)

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)


class Scatter:
    """Points for the polygons of a batch. Not for two threads at once."""

    def __init__(self) -> None:
        self.points = NO_DOUBLES
        self.ring_offsets = NO_INTS
        self.row_ends = ints(MOST_ROWS + 1)
        self.room = 0

    def reserve(self, edges: int) -> None:
        """Make room for a polygon of this many edges."""
        if edges > self.room:
            self.room = edges
            self.starts, self.ends = ints(MOST_ROWS * edges), ints(MOST_ROWS * edges)

    def run(  # noqa: PLR0917  (one buffer a field)
        self,
        points: Doubles,
        ring_offsets: Ints,
        polygon_offsets: Ints,
        boxes: Doubles,
        counts: Ints,
        paddings: Doubles,
        seeds: Ints,
    ) -> tuple[Doubles, Ints]:
        """Scatter points over each polygon of a batch.

        Parameters
        ----------
        points : (2 * n,) float64
            Points of all rings of all polygons, x and y in turn.
        ring_offsets : (rings + 1,) int32
        polygon_offsets : (requests + 1,) int32
        boxes : (7 * requests - 3,) float64
            Low x and y, high x and y of each polygon, and three numbers that are not looked at: what `Polygons`
            measured, from the fourth on.
        counts : (requests,) int32
            How many points each polygon is to get.
        paddings : (requests,) float64
            How far from the box they stay, if there is room.
        seeds : (requests,) uint64

        Returns
        -------
        points : (2 * m,) float64
        offsets : (requests + 1,) int32
            Points of each polygon: none if it fills so little of its box that too many fell outside.
        """
        request: cython.int
        i: cython.int
        wanted: cython.int = 0
        requests: cython.int = len(counts)
        for i in range(requests):
            wanted += counts[i]
        most: cython.int = 0
        for i in range(requests):
            most = max(most, ring_offsets[polygon_offsets[i + 1]] - ring_offsets[polygon_offsets[i]])
        self.reserve(most)
        self.points, self.ring_offsets = points, ring_offsets
        results = (doubles(2 * wanted), ints(requests + 1))
        self.found, self.offsets = results
        with cython.nogil:
            for request in range(requests):
                first = self.offsets[request]
                full = self.fill(
                    request, polygon_offsets[request], polygon_offsets[request + 1], boxes, counts, paddings, seeds
                )
                self.offsets[request + 1] = first + counts[request] if full else first
        self.points = self.found = NO_DOUBLES
        self.ring_offsets = self.offsets = NO_INTS
        return results

    def fill(  # noqa: PLR0917  (one buffer a field)
        self,
        request: cython.int,
        first: cython.int,
        last: cython.int,
        boxes: Doubles,
        counts: Ints,
        paddings: Doubles,
        seeds: Ints,
    ) -> cython.bint:
        """Scatter points over the polygon of the rings `first` to `last - 1`; False if too many fell outside."""
        if first == last or counts[request] == 0:
            return False
        self.rows = max(1, min(MOST_ROWS, counts[request], self.ring_offsets[last] - self.ring_offsets[first]))
        self.sort_edges(first, last, boxes[7 * request + 1], boxes[7 * request + 3])
        low_x = boxes[7 * request]
        low_y = boxes[7 * request + 1]
        high_x = boxes[7 * request + 2]
        high_y = boxes[7 * request + 3]
        inset: cython.double = min(paddings[request], (high_x - low_x) * MOST_PADDING)
        low_x += inset
        high_x -= inset
        inset = min(paddings[request], (high_y - low_y) * MOST_PADDING)
        low_y += inset
        high_y -= inset
        state: cython.ulonglong = seeds[request]
        kept: cython.int = 0
        tries: cython.int = TRIES * (counts[request] + 1)
        at = self.offsets[request]
        while kept < counts[request] and tries > 0:
            tries -= 1
            state = (state + STEP) & MASK
            x = low_x + self.uniform(state) * (high_x - low_x)
            state = (state + STEP) & MASK
            y = low_y + self.uniform(state) * (high_y - low_y)
            if self.is_inside(x, y):
                self.found[2 * (at + kept)] = x
                self.found[2 * (at + kept) + 1] = y
                kept += 1
        return kept == counts[request] and kept > 0

    def uniform(self, state: cython.ulonglong) -> cython.double:
        """Hash a state to a number from 0 on, below 1."""
        state = ((state ^ (state >> 30)) * FIRST_FACTOR) & MASK
        state = ((state ^ (state >> 27)) * SECOND_FACTOR) & MASK
        state = (state ^ (state >> 31)) >> 11
        return state * UNIT

    def sort_edges(
        self, first: cython.int, last: cython.int, low_y: cython.double, high_y: cython.double
    ) -> cython.void:
        """Sort the edges of the rings `first` to `last - 1` into rows; an edge is in each row that it reaches."""
        ring: cython.int
        i: cython.int
        r: cython.int
        self.low = low_y
        self.scale = self.rows / (high_y - low_y)
        for r in range(self.rows + 1):
            self.row_ends[r] = 0
        for ring in range(first, last):
            j: cython.int = self.ring_offsets[ring + 1] - 1
            for i in range(self.ring_offsets[ring], self.ring_offsets[ring + 1]):
                ay = self.points[2 * j + 1]
                by = self.points[2 * i + 1]
                for r in range(self.row(min(ay, by)), self.row(max(ay, by)) + 1):
                    self.row_ends[r + 1] += 1
                j = i
        for r in range(self.rows):
            self.row_ends[r + 1] += self.row_ends[r]
        # Filled from its beginning, a row's place for the next edge moves on to the end of the row.
        for ring in range(first, last):
            k: cython.int = self.ring_offsets[ring + 1] - 1
            for i in range(self.ring_offsets[ring], self.ring_offsets[ring + 1]):
                ay = self.points[2 * k + 1]
                by = self.points[2 * i + 1]
                for r in range(self.row(min(ay, by)), self.row(max(ay, by)) + 1):
                    at: cython.int = self.row_ends[r]
                    self.starts[at] = k
                    self.ends[at] = i
                    self.row_ends[r] = at + 1
                k = i

    def row(self, y: cython.double) -> cython.int:
        """Give the row of a height: a higher one has never a lower row, whatever is rounded."""
        row: cython.int = cython.cast(cython.int, (y - self.low) * self.scale)
        return max(0, min(row, self.rows - 1))

    def is_inside(self, x: cython.double, y: cython.double) -> cython.bint:
        """Tell whether a ray from a point crosses the rings an odd number of times."""
        i: cython.int
        inside: cython.bint = False
        row: cython.int = self.row(y)
        for i in range(self.row_ends[row - 1] if row > 0 else 0, self.row_ends[row]):
            a: cython.int = self.starts[i]
            b: cython.int = self.ends[i]
            ay = self.points[2 * a + 1]
            by = self.points[2 * b + 1]
            if (ay > y) != (by > y):
                ax = self.points[2 * a]
                if x < (self.points[2 * b] - ax) * ((y - ay) / (by - ay)) + ax:
                    inside = not inside
        return inside
