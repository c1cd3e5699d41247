"""The polygon being cut, as vertices and half-edges.

Every vertex exists once: a point of the polygon, a corner between cells, a crossing of polygon and cell border. A
half-edge runs from one vertex to another with its cell on the left, so the interior of the polygon is on the left of
its own edges too (outer rings have positive shoelace area, holes negative). A border between two cells is a pair of
opposite half-edges, twins; an edge of the polygon has one half-edge and no twin.

Source: the doubly connected edge list of de Berg et al., *Computational Geometry*, 3rd ed., section 2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints, labels

if TYPE_CHECKING:
    from .arrays import Doubles, Ints

LEAST_CORNERS = cython.declare(cython.int, 3)
FARTHEST = cython.declare(cython.double, 1e12)


class Subdivision:
    """Vertices and half-edges of one request; scratch memory that is used again for the next."""

    def __init__(self) -> None:
        self.reserve(0, 0, 0)

    def reserve(self, rings: int, vertices: int, half_edges: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.ring_start = ints(rings + 1)
        self.x, self.y = doubles(vertices), doubles(vertices)
        self.first_from = ints(vertices)
        self.label = labels(half_edges)
        self.start, self.end = ints(half_edges), ints(half_edges)
        self.twin, self.next = ints(half_edges), ints(half_edges)
        self.next_from = ints(half_edges)

    def load(self, points: Doubles, offsets: Ints, first: cython.int, last: cython.int) -> cython.bint:
        """Start over with the rings `first` to `last - 1`; False if one is not finite or too short, or without area."""
        r: cython.int
        self.point_count = self.vertex_count = self.half_edge_count = 0
        self.ring_count = last - first
        self.area = 0.0
        self.low_x = self.low_y = FARTHEST
        self.high_x = self.high_y = -FARTHEST
        for r in range(first, last):
            self.ring_start[r - first] = self.vertex_count
            if offsets[r + 1] - offsets[r] < LEAST_CORNERS:
                return False
            self.area += self.load_ring(points, offsets[r], offsets[r + 1])
        self.ring_start[last - first] = self.vertex_count
        self.point_count = self.vertex_count
        extent = self.high_x - self.low_x + self.high_y - self.low_y
        return self.area > 0.0 and extent < FARTHEST

    def load_ring(self, points: Doubles, first: cython.int, last: cython.int) -> cython.double:
        """Copy one ring and return its shoelace area; a number that is not finite or too far makes it NaN."""
        i: cython.int
        twice: cython.double = 0.0
        x0 = points[2 * first]
        y0 = points[2 * first + 1]
        ux: cython.double = 0.0
        uy: cython.double = 0.0
        for i in range(first, last):
            x = points[2 * i]
            y = points[2 * i + 1]
            if not (-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST):
                self.high_x = 2 * FARTHEST
                return 0.0
            self.low_x = min(self.low_x, x)
            self.low_y = min(self.low_y, y)
            self.high_x = max(self.high_x, x)
            self.high_y = max(self.high_y, y)
            vx = x - x0
            vy = y - y0
            twice += ux * vy - uy * vx
            ux = vx
            uy = vy
            self.add_vertex(x, y)
        return twice / 2

    def add_vertex(self, x: cython.double, y: cython.double) -> cython.int:
        """Store a vertex and return its number."""
        v = self.vertex_count
        self.x[v] = x
        self.y[v] = y
        self.vertex_count = v + 1
        return v

    def add_half_edge(self, label: cython.ulonglong, start: cython.int, end: cython.int) -> cython.int:
        """Store a half-edge without a twin and return its number."""
        h = self.half_edge_count
        self.label[h] = label
        self.start[h] = start
        self.end[h] = end
        self.twin[h] = -1
        self.half_edge_count = h + 1
        return h

    def add_border(
        self, left: cython.ulonglong, right: cython.ulonglong, start: cython.int, end: cython.int
    ) -> cython.void:
        """Store a piece of border between two cells as a pair of twins."""
        h = self.add_half_edge(left, start, end)
        g = self.add_half_edge(right, end, start)
        self.twin[h] = g
        self.twin[g] = h

    def link(self) -> cython.bint:
        """Find what follows each half-edge: the one of the same cell that starts where it ends; False if none does.

        At most four half-edges start at a vertex, so this takes linear time.
        """
        v: cython.int
        h: cython.int
        g: cython.int
        for v in range(self.vertex_count):
            self.first_from[v] = -1
        for h in range(self.half_edge_count):
            v = self.start[h]
            self.next_from[h] = self.first_from[v]
            self.first_from[v] = h
        for h in range(self.half_edge_count):
            label = self.label[h]
            g = self.first_from[self.end[h]]
            while g >= 0 and self.label[g] != label:
                g = self.next_from[g]
            if g < 0:
                return False
            self.next[h] = g
        return True
