"""Follow the linked half-edges round: every cycle is a ring of a fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .subdivision import Subdivision

LEAST_CORNERS = cython.declare(cython.int, 3)
TOLERANCE = cython.declare(cython.double, 1e-9)


class Rings:
    """The cycles of half-edges, with area and centroid. A negative area is a hole.

    Attributes
    ----------
    ring_of : int32
        Ring of each half-edge.
    longest : int32
        Corners of the ring that has most.
    area : float64
        Sum of all areas; with no overlap and no gap, the area of the polygon.
    """

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, half_edges: int) -> None:
        """Make room for the rings of this many half-edges; what was stored is lost."""
        rings = half_edges // 2 + 1
        self.ring_of = ints(half_edges)
        self.first, self.length = ints(rings), ints(rings)
        self.areas, self.centroid_x, self.centroid_y = doubles(rings), doubles(rings), doubles(rings)

    def trace(self, plane: Subdivision) -> cython.bint:
        """Find all rings; False if one does not close, or has fewer than three corners."""
        h: cython.int
        self.count = self.hole_count = self.longest = 0
        self.area = 0.0
        for h in range(plane.half_edge_count):
            self.ring_of[h] = -1
        for h in range(plane.half_edge_count):
            if self.ring_of[h] >= 0:
                continue
            length = self.follow(plane, h)
            if length < LEAST_CORNERS:
                return False
            self.longest = max(self.longest, length)
            self.first[self.count] = h
            self.length[self.count] = length
            self.measure(plane, self.count)
            self.count += 1
        return True

    def follow(self, plane: Subdivision, first: cython.int) -> cython.int:
        """Give the half-edges of one cycle the number of a new ring, and return how many; 0 if it does not close."""
        h: cython.int = first
        n: cython.int = 0
        while self.ring_of[h] < 0:
            self.ring_of[h] = self.count
            n += 1
            h = plane.next[h]
        return n if h == first else 0

    def measure(self, plane: Subdivision, ring: cython.int) -> cython.void:
        """Shoelace area and centroid of a ring, relative to its first point."""
        h: cython.int = self.first[ring]
        x0 = plane.x[plane.start[h]]
        y0 = plane.y[plane.start[h]]
        twice: cython.double = 0.0
        moment_x: cython.double = 0.0
        moment_y: cython.double = 0.0
        ux: cython.double = 0.0
        uy: cython.double = 0.0
        _: cython.int
        for _ in range(self.length[ring]):
            v = plane.end[h]
            vx = plane.x[v] - x0
            vy = plane.y[v] - y0
            cross = ux * vy - uy * vx
            twice += cross
            moment_x += (ux + vx) * cross
            moment_y += (uy + vy) * cross
            ux = vx
            uy = vy
            h = plane.next[h]
        self.areas[ring] = twice / 2
        self.area += twice / 2
        if twice > 0.0:
            self.centroid_x[ring] = x0 + moment_x / (3 * twice)
            self.centroid_y[ring] = y0 + moment_y / (3 * twice)
        else:
            self.hole_count += 1

    def keeps_area(self, plane: Subdivision) -> cython.bint:
        """Tell whether the rings have the area of the polygon, but for rounding."""
        return abs(self.area - plane.area) <= TOLERANCE * plane.area
