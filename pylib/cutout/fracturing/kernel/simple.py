"""Tell whether rings are plainly simple: no edge meets another one, but for neighbours at their common corner.

The edges are sorted by where they begin along x, and each is compared with those that begin before it ends. Every
doubt counts as a meeting, so True can be relied on and False means: ask a slower, exact method.

Source: the sweep of Shamos and Hoey, *Geometric intersection problems* (1976), with a list instead of a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles

TOLERANCE = cython.declare(cython.double, 1e-14)


class Simple:
    """Edges of rings, to be asked about once all are added."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, points: int) -> None:
        """Make room for this many edges; what was stored is lost."""
        self.room = points
        self.start_x, self.start_y = doubles(points), doubles(points)
        self.end_x, self.end_y = doubles(points), doubles(points)
        self.low_x, self.low_y = doubles(points), doubles(points)
        self.high_x, self.high_y = doubles(points), doubles(points)
        self.after, self.order = ints(points), ints(points)
        self.count = 0

    def clear(self) -> cython.void:
        """Start over without edges."""
        self.count = 0

    def add_ring(self, points: Doubles, first: cython.int, length: cython.int) -> cython.void:
        """Add the edges of the ring `points[first:first + length]`, x and y in turn."""
        i: cython.int
        for i in range(length):
            j: cython.int = i + 1 if i + 1 < length else 0
            e = self.count + i
            ax = points[2 * (first + i)]
            ay = points[2 * (first + i) + 1]
            bx = points[2 * (first + j)]
            by = points[2 * (first + j) + 1]
            self.start_x[e] = ax
            self.start_y[e] = ay
            self.end_x[e] = bx
            self.end_y[e] = by
            self.low_x[e] = min(ax, bx)
            self.high_x[e] = max(ax, bx)
            self.low_y[e] = min(ay, by)
            self.high_y[e] = max(ay, by)
            self.after[e] = self.count + j
        self.count += length

    def holds(self) -> cython.bint:
        """Tell whether no two edges meet."""
        i: cython.int
        j: cython.int
        self.sort()
        size = self.size()
        self.least = TOLERANCE * size * size
        for i in range(self.count):
            a = self.order[i]
            j = i + 1
            while j < self.count and self.low_x[self.order[j]] <= self.high_x[a]:
                b = self.order[j]
                if self.low_y[a] <= self.high_y[b] and self.low_y[b] <= self.high_y[a] and self.may_meet(a, b):
                    return False
                j += 1
        return True

    def size(self) -> cython.double:
        """Width and height of all edges together."""
        i: cython.int
        low_x: cython.double = self.low_x[0]
        high_x: cython.double = self.high_x[0]
        low_y: cython.double = self.low_y[0]
        high_y: cython.double = self.high_y[0]
        for i in range(self.count):
            low_x = min(low_x, self.low_x[i])
            high_x = max(high_x, self.high_x[i])
            low_y = min(low_y, self.low_y[i])
            high_y = max(high_y, self.high_y[i])
        return high_x - low_x + high_y - low_y

    def sort(self) -> cython.void:
        """Order the edges by their lowest x: Shell's sort with Knuth's gaps."""
        i: cython.int
        j: cython.int
        gap: cython.int = 1
        for i in range(self.count):
            self.order[i] = i
        while gap < self.count // 3:
            gap = 3 * gap + 1
        while gap > 0:
            for i in range(gap, self.count):
                e = self.order[i]
                key = self.low_x[e]
                j = i
                while j >= gap and self.low_x[self.order[j - gap]] > key:
                    self.order[j] = self.order[j - gap]
                    j -= gap
                self.order[j] = e
            gap //= 3

    def may_meet(self, a: cython.int, b: cython.int) -> cython.bint:
        """Tell whether two edges might have more in common than the corner of neighbours."""
        if self.after[a] == b:
            return self.may_fold(a, b)
        if self.after[b] == a:
            return self.may_fold(b, a)
        return not (self.is_beside(a, b) or self.is_beside(b, a))

    def may_fold(self, a: cython.int, b: cython.int) -> cython.bint:
        """Tell whether edge `b`, which goes on from `a`, might turn straight back."""
        if abs(self.turn(a, self.end_x[b], self.end_y[b])) > self.least:
            return False
        along_x = (self.end_x[a] - self.start_x[a]) * (self.end_x[b] - self.start_x[b])
        along_y = (self.end_y[a] - self.start_y[a]) * (self.end_y[b] - self.start_y[b])
        return along_x + along_y <= 0.0

    def is_beside(self, a: cython.int, b: cython.int) -> cython.bint:
        """Tell whether edge `b` is plainly on one side of the line through `a`."""
        start = self.turn(a, self.start_x[b], self.start_y[b])
        end = self.turn(a, self.end_x[b], self.end_y[b])
        return (start > self.least and end > self.least) or (start < -self.least and end < -self.least)

    def turn(self, a: cython.int, x: cython.double, y: cython.double) -> cython.double:
        """Twice the area of an edge with a point; positive if the point is on its left."""
        along_x = self.end_x[a] - self.start_x[a]
        along_y = self.end_y[a] - self.start_y[a]
        return along_x * (y - self.start_y[a]) - along_y * (x - self.start_x[a])
