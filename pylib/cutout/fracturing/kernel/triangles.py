"""Triangulate one ring: a fan if it is convex, else by clipping ears.

An ear is a convex corner whose triangle holds no other corner; only corners that are not convex (dull ones) can lie in
it. They are kept in a grid, so that an ear is tested against those near it: rings of thousands of points take about
linear time.

Sources: Meisters, *Polygons have ears* (1975); Held, *FIST* (2001) for the dull corners and the grid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython
from cython.cimports.libc.math import sqrt

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles

TOLERANCE = cython.declare(cython.double, 1e-9)
LAST_CORNERS = cython.declare(cython.int, 3)
WIDEST_GRID = cython.declare(cython.int, 128)


class Triangles:
    """Triangles of one ring, and which of them share a diagonal.

    Attributes
    ----------
    convex : bool
        The ring is convex, and the triangles are the fan from its first point.
    corner : int32
        Corners of the triangles, three each, counter-clockwise for a positive ring.
    twin : int32
        Half-edge on the other side of each diagonal, -1 on the ring. Half-edge `h` starts at `corner[h]`.
    """

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, points: int) -> None:
        """Make room for a ring of this many points; what was stored is lost."""
        self.corner, self.twin = ints(3 * points), ints(3 * points)
        self.next, self.previous, self.beyond = ints(points), ints(points), ints(points)
        self.dull, self.next_in = ints(points), ints(points)
        self.x, self.y = doubles(points), doubles(points)
        self.first_in = ints(WIDEST_GRID * WIDEST_GRID)

    def triangulate(self, points: Doubles, first: cython.int, count: cython.int) -> cython.bint:
        """Triangulate `count` points from `first` on; False if rounding leaves a ring without ears."""
        self.load(points, first, count)
        self.convex = self.is_convex(count)
        if self.convex:
            self.fan(count)
            return True
        return self.clip_ears(count) and self.keeps_area(count)

    def load(self, points: Doubles, first: cython.int, count: cython.int) -> cython.void:
        """Start over with a ring."""
        i: cython.int
        self.count = 0
        for i in range(count):
            self.x[i] = points[2 * (first + i)]
            self.y[i] = points[2 * (first + i) + 1]

    def turn(self, a: cython.int, b: cython.int, c: cython.int) -> cython.double:
        """Twice the area of a triangle; positive if a, b, c turn left."""
        return (self.x[b] - self.x[a]) * (self.y[c] - self.y[a]) - (self.y[b] - self.y[a]) * (self.x[c] - self.x[a])

    def is_convex(self, count: cython.int) -> cython.bint:
        """Tell whether no corner turns right."""
        i: cython.int
        a: cython.int = count - 2
        b: cython.int = count - 1
        for i in range(count):
            if self.turn(a, b, i) < 0.0:
                return False
            a = b
            b = i
        return True

    def fan(self, count: cython.int) -> cython.void:
        """Cut a convex ring from its first point."""
        i: cython.int
        for i in range(1, count - 1):
            self.add(0, i, i + 1, 3 * i - 4 if i > 1 else -1, -1)

    def add(
        self, a: cython.int, b: cython.int, c: cython.int, beyond_ab: cython.int, beyond_bc: cython.int
    ) -> cython.void:
        """Add a triangle, given the half-edges beyond two of its edges."""
        h = 3 * self.count
        self.corner[h] = a
        self.corner[h + 1] = b
        self.corner[h + 2] = c
        self.twin[h] = beyond_ab
        self.twin[h + 1] = beyond_bc
        self.twin[h + 2] = -1
        if beyond_ab >= 0:
            self.twin[beyond_ab] = h
        if beyond_bc >= 0:
            self.twin[beyond_bc] = h + 1
        self.count += 1

    def clip_ears(self, count: cython.int) -> cython.bint:
        """Clip ears until three corners are left; corners without any area only if no other ear is found."""
        i: cython.int
        left: cython.int = count
        missed: cython.int = 0
        for i in range(count):
            self.next[i] = i + 1
            self.previous[i] = i - 1
            self.beyond[i] = -1
        self.next[count - 1] = 0
        self.previous[0] = count - 1
        self.fill_grid(count)
        i = 0
        while left > LAST_CORNERS:
            if self.is_ear(i) or (missed > left and self.is_flat(i)):
                self.clip(i)
                left -= 1
                missed = 0
                i = self.next[self.next[i]]
            else:
                missed += 1
                if missed > 2 * left + 2:
                    return False
                i = self.next[i]
        a = self.previous[i]
        b = self.next[i]
        self.add(a, i, b, self.beyond[a], self.beyond[i])
        h = self.beyond[b]
        self.twin[3 * self.count - 1] = h
        if h >= 0:
            self.twin[h] = 3 * self.count - 1
        return True

    def clip(self, i: cython.int) -> cython.void:
        """Cut off the triangle of one corner."""
        a = self.previous[i]
        b = self.next[i]
        self.add(a, i, b, self.beyond[a], self.beyond[i])
        self.beyond[a] = 3 * self.count - 1
        self.next[a] = b
        self.previous[b] = a
        self.dull[i] = False
        self.dull[a] = self.turn(self.previous[a], a, b) <= 0.0
        self.dull[b] = self.turn(a, b, self.next[b]) <= 0.0

    def is_flat(self, i: cython.int) -> cython.bint:
        """Tell whether the triangle of a corner has no area at all."""
        return self.turn(self.previous[i], i, self.next[i]) == 0.0

    def is_ear(self, i: cython.int) -> cython.bint:
        """Tell whether a corner is convex and its triangle holds no dull corner."""
        row: cython.int
        column: cython.int
        if self.dull[i]:
            return False
        a = self.previous[i]
        b = self.next[i]
        left = self.column(min(self.x[a], self.x[i], self.x[b]))
        right = self.column(max(self.x[a], self.x[i], self.x[b]))
        bottom = self.row(min(self.y[a], self.y[i], self.y[b]))
        top = self.row(max(self.y[a], self.y[i], self.y[b]))
        for row in range(bottom, top + 1):
            for column in range(left, right + 1):
                p: cython.int = self.first_in[row * self.columns + column]
                while p >= 0:
                    if self.dull[p] and self.holds(a, i, b, p):
                        return False
                    p = self.next_in[p]
        return True

    def holds(self, a: cython.int, b: cython.int, c: cython.int, p: cython.int) -> cython.bint:
        """Tell whether a corner lies in or on a triangle, but not at one of its corners."""
        if p in (a, b, c) or self.turn(a, b, p) < 0.0 or self.turn(b, c, p) < 0.0 or self.turn(c, a, p) < 0.0:
            return False
        x = self.x[p]
        y = self.y[p]
        at_a: cython.bint = x == self.x[a] and y == self.y[a]
        at_c: cython.bint = x == self.x[c] and y == self.y[c]
        return not (at_a or at_c)

    def fill_grid(self, count: cython.int) -> cython.void:
        """Find the dull corners and sort them into a grid of about as many boxes."""
        i: cython.int
        dull_count: cython.int = 0
        high_x: cython.double = self.x[0]
        high_y: cython.double = self.y[0]
        self.low_x = high_x
        self.low_y = high_y
        for i in range(count):
            self.dull[i] = self.turn(self.previous[i], i, self.next[i]) <= 0.0
            dull_count += self.dull[i]
            self.low_x = min(self.low_x, self.x[i])
            self.low_y = min(self.low_y, self.y[i])
            high_x = max(high_x, self.x[i])
            high_y = max(high_y, self.y[i])
        self.columns = self.rows = min(cython.cast(cython.int, sqrt(dull_count)), WIDEST_GRID - 1) + 1
        width = high_x - self.low_x
        height = high_y - self.low_y
        self.scale_x = self.columns / width if width > 0.0 else 0.0
        self.scale_y = self.rows / height if height > 0.0 else 0.0
        for i in range(self.columns * self.rows):
            self.first_in[i] = -1
        for i in range(count):
            if self.dull[i]:
                box = self.row(self.y[i]) * self.columns + self.column(self.x[i])
                self.next_in[i] = self.first_in[box]
                self.first_in[box] = i

    def column(self, x: cython.double) -> cython.int:
        """Column of the grid that holds a place."""
        return min(cython.cast(cython.int, (x - self.low_x) * self.scale_x), self.columns - 1)

    def row(self, y: cython.double) -> cython.int:
        """Row of the grid that holds a place."""
        return min(cython.cast(cython.int, (y - self.low_y) * self.scale_y), self.rows - 1)

    def keeps_area(self, count: cython.int) -> cython.bint:
        """Tell whether no triangle is turned over, so that together they are the ring."""
        t: cython.int
        area: cython.double = 0.0
        turned: cython.double = 0.0
        for t in range(self.count):
            twice = self.turn(self.corner[3 * t], self.corner[3 * t + 1], self.corner[3 * t + 2])
            area += twice
            turned = min(turned, twice)
        return self.count == count - 2 and -turned <= TOLERANCE * area
