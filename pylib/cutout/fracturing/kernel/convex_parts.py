"""Merge the triangles of one ring into few convex parts of at most eight corners, for physics shapes.

Each diagonal of the triangulation is looked at once and left out if the corners at both its ends stay convex. Without
the limit of eight this gives at most four times the fewest parts possible.

Source: Hertel and Mehlhorn, *Fast triangulation of simple polygons* (1983).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import ints

if TYPE_CHECKING:
    from .triangles import Triangles

MOST_CORNERS = cython.declare(cython.int, 8)


class ConvexParts:
    """Parts of one ring: part `j` is `corners[ends[j - 1]:ends[j]]`, as numbers of the ring's points."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, points: int) -> None:
        """Make room for a ring of this many points; what was stored is lost."""
        self.corners, self.ends = ints(3 * points), ints(points)
        self.after, self.before, self.gone = ints(3 * points), ints(3 * points), ints(3 * points)
        self.parent, self.size = ints(points), ints(points)

    def decompose(self, triangles: Triangles, points: cython.int) -> cython.void:
        """Find the parts of the ring that `triangles` was made from."""
        h: cython.int
        self.count = self.length = 0
        if triangles.convex:
            self.slice_fan(points)
            return
        self.load(triangles)
        for h in range(3 * triangles.count):
            g = triangles.twin[h]
            if g > h and self.may_merge(triangles, h, g):
                self.merge(h, g)
        self.collect(triangles)

    def slice_fan(self, points: cython.int) -> cython.void:
        """Slice a convex ring from its first point into parts as large as allowed."""
        i: cython.int
        first: cython.int = 1
        while first < points - 1:
            last: cython.int = min(first + MOST_CORNERS - 2, points - 1)
            self.append(0)
            for i in range(first, last + 1):
                self.append(i)
            self.close()
            first = last

    def load(self, triangles: Triangles) -> cython.void:
        """Start with every triangle a part of its own."""
        t: cython.int
        h: cython.int
        for t in range(triangles.count):
            self.parent[t] = t
            self.size[t] = 3
            h = 3 * t
            self.after[h] = self.before[h + 2] = h + 1
            self.after[h + 1] = self.before[h] = h + 2
            self.after[h + 2] = self.before[h + 1] = h
            self.gone[h] = self.gone[h + 1] = self.gone[h + 2] = False

    def find(self, triangle: cython.int) -> cython.int:
        """Part that holds a triangle, by the number of its first one; paths are halved on the way."""
        while self.parent[triangle] != triangle:
            self.parent[triangle] = self.parent[self.parent[triangle]]
            triangle = self.parent[triangle]
        return triangle

    def may_merge(self, triangles: Triangles, h: cython.int, g: cython.int) -> cython.bint:
        """Tell whether the parts on both sides of a diagonal stay small and convex together."""
        if self.size[self.find(h // 3)] + self.size[self.find(g // 3)] - 2 > MOST_CORNERS:
            return False
        return self.stays_convex(triangles, h, g) and self.stays_convex(triangles, g, h)

    def stays_convex(self, triangles: Triangles, h: cython.int, g: cython.int) -> cython.bint:
        """Tell whether the corner where diagonal `h` starts stays convex without it; `g` is its twin."""
        a = triangles.corner[self.before[h]]
        b = triangles.corner[h]
        c = triangles.corner[self.after[self.after[g]]]
        return triangles.turn(a, b, c) >= 0.0

    def merge(self, h: cython.int, g: cython.int) -> cython.void:
        """Leave out a diagonal."""
        a = self.find(h // 3)
        b = self.find(g // 3)
        self.parent[b] = a
        self.size[a] += self.size[b] - 2
        self.after[self.before[h]] = self.after[g]
        self.before[self.after[g]] = self.before[h]
        self.after[self.before[g]] = self.after[h]
        self.before[self.after[h]] = self.before[g]
        self.gone[h] = self.gone[g] = True

    def collect(self, triangles: Triangles) -> cython.void:
        """Walk round every part that is left."""
        first: cython.int
        h: cython.int
        for first in range(3 * triangles.count):
            if self.gone[first]:
                continue
            h = first
            while not self.gone[h]:
                self.gone[h] = True
                self.append(triangles.corner[h])
                h = self.after[h]
            self.close()

    def append(self, corner: cython.int) -> cython.void:
        """Add a corner to the part at hand."""
        self.corners[self.length] = corner
        self.length += 1

    def close(self) -> cython.void:
        """End the part at hand."""
        self.ends[self.count] = self.length
        self.count += 1
