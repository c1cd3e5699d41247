"""Cut fragments through the holes they enclose, so that every fragment is one ring.

All cuts of a request run along one direction. From the lowest corner of a hole along it, a cut runs back to the first
edge of the same cell that it meets; from the highest corner, one runs on. Going back from hole to hole always ends at
an outer ring, and so does going on, so every cut lies on a cycle: it parts two fragments, and none touches itself.

Where a cut meets an edge there is a new vertex, which the fragment beyond that edge gets too.

The direction is that of the polygon's first edge, turned by an angle that drawings do not have, so that cuts do not run
through corners or along edges of shapes lined up on a grid; it turns with the polygon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import ints

if TYPE_CHECKING:
    from .rings import Rings
    from .subdivision import Subdivision

COSINE = cython.declare(cython.double, 0.8364626499151869)
SINE = cython.declare(cython.double, 0.5480239367918736)
FARTHEST = cython.declare(cython.double, 1e300)


class Holes:
    """Cuts through holes; `previous` undoes `next`, `lowest` and `highest` hold a half-edge a ring."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, half_edges: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.previous, self.lowest, self.highest = ints(half_edges), ints(half_edges), ints(half_edges)

    def cut(self, plane: Subdivision, rings: Rings) -> cython.bint:
        """Join every hole to the rings around it; trace the rings again afterwards. False if a cut finds no end."""
        r: cython.int
        self.choose_direction(plane)
        self.find_previous(plane)
        for r in range(rings.count):
            if not rings.areas[r] > 0.0 and not self.find_ends(plane, rings, r):
                return False
        for r in range(rings.count):
            if not rings.areas[r] > 0.0:
                if not self.cut_from(plane, self.lowest[r], -1):
                    return False
                if not self.cut_from(plane, self.highest[r], 1):
                    return False
        return True

    def choose_direction(self, plane: Subdivision) -> cython.void:
        """Turn the direction of the first edge."""
        ux = plane.x[1] - plane.x[0]
        uy = plane.y[1] - plane.y[0]
        if ux == 0.0 and uy == 0.0:
            ux = 1.0
        self.dx = ux * COSINE - uy * SINE
        self.dy = ux * SINE + uy * COSINE

    def find_previous(self, plane: Subdivision) -> cython.void:
        """Invert `next`."""
        h: cython.int
        for h in range(plane.half_edge_count):
            self.previous[plane.next[h]] = h

    def along(self, plane: Subdivision, vertex: cython.int) -> cython.double:
        """Place of a vertex along the direction of the cuts."""
        return plane.x[vertex] * self.dx + plane.y[vertex] * self.dy

    def across(self, plane: Subdivision, vertex: cython.int) -> cython.double:
        """Place of a vertex across it."""
        return plane.y[vertex] * self.dx - plane.x[vertex] * self.dy

    def find_ends(self, plane: Subdivision, rings: Rings, ring: cython.int) -> cython.bint:
        """Find the ends of a hole along the direction; False if it is no hole but a sliver turned over by rounding.

        Cells are convex, so a ring that encloses something foreign has edges of the polygon only.
        """
        _: cython.int
        h: cython.int = rings.first[ring]
        low: cython.double = FARTHEST
        high: cython.double = -FARTHEST
        for _ in range(rings.length[ring]):
            if plane.twin[h] >= 0:
                return False
            u = self.along(plane, plane.start[h])
            if u < low:
                low = u
                self.lowest[ring] = h
            if u > high:
                high = u
                self.highest[ring] = h
            h = plane.next[h]
        return low < high

    def cut_from(self, plane: Subdivision, h: cython.int, way: cython.int) -> cython.bint:
        """Cut from the start of half-edge `h` on (way 1) or back (way -1) to the nearest edge of the same cell."""
        g: cython.int
        hit: cython.int = -1
        vertex = plane.start[h]
        label = plane.label[h]
        u0 = self.along(plane, vertex)
        v0 = self.across(plane, vertex)
        nearest: cython.double = FARTHEST
        x: cython.double = 0.0
        y: cython.double = 0.0
        for g in range(plane.half_edge_count):
            a = plane.start[g]
            b = plane.end[g]
            if plane.label[g] != label or vertex in (a, b):
                continue
            va = self.across(plane, a) - v0
            vb = self.across(plane, b) - v0
            if (va >= 0.0) == (vb >= 0.0):
                continue
            t = va / (va - vb)
            ua = self.along(plane, a)
            distance = (ua + t * (self.along(plane, b) - ua) - u0) * way
            if 0.0 < distance < nearest and 0.0 < t < 1.0:
                nearest = distance
                hit = g
                x = plane.x[a] + t * (plane.x[b] - plane.x[a])
                y = plane.y[a] + t * (plane.y[b] - plane.y[a])
        if hit < 0:
            return False
        end = plane.add_vertex(x, y)
        before = self.previous[h]
        beyond = self.split(plane, hit, end)
        plane.add_border(label, label, vertex, end)
        back = plane.half_edge_count - 1
        there = back - 1
        self.follow(plane, before, there)
        self.follow(plane, there, beyond)
        self.follow(plane, hit, back)
        self.follow(plane, back, h)
        return True

    def split(self, plane: Subdivision, h: cython.int, vertex: cython.int) -> cython.int:
        """Part a half-edge at a vertex, and its twin if it has one; return the half-edge beyond."""
        beyond = self.part(plane, h, vertex)
        twin = plane.twin[h]
        if twin >= 0:
            beyond_twin = self.part(plane, twin, vertex)
            plane.twin[h] = beyond_twin
            plane.twin[beyond_twin] = h
            plane.twin[beyond] = twin
            plane.twin[twin] = beyond
        return beyond

    def part(self, plane: Subdivision, h: cython.int, vertex: cython.int) -> cython.int:
        """End a half-edge at a vertex, and let a new one go on from there."""
        beyond = plane.add_half_edge(plane.label[h], vertex, plane.end[h])
        plane.end[h] = vertex
        self.follow(plane, beyond, plane.next[h])
        self.follow(plane, h, beyond)
        return beyond

    def follow(self, plane: Subdivision, h: cython.int, g: cython.int) -> cython.void:
        """Let half-edge `g` come next after `h`."""
        plane.next[h] = g
        self.previous[g] = h
