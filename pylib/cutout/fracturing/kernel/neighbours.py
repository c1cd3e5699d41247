"""Find which fragments share an edge, and how much of it: half-edges that are twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cython.cimports.libc.math import sqrt

from .arrays import doubles, ints

if TYPE_CHECKING:
    import cython

    from .rings import Rings
    from .subdivision import Subdivision


class Neighbours:
    """Pairs of fragments, in the order of the smaller one and then along its ring."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, half_edges: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.smaller, self.larger = ints(half_edges // 2), ints(half_edges // 2)
        self.length = doubles(half_edges // 2)
        self.pair_with = ints(half_edges)

    def find(self, plane: Subdivision, rings: Rings) -> cython.void:
        """Find all pairs."""
        a: cython.int
        _: cython.int
        self.count = 0
        for a in range(rings.count):
            self.pair_with[a] = -1
        for a in range(rings.count):
            first = self.count
            h: cython.int = rings.first[a]
            for _ in range(rings.length[a]):
                g = plane.twin[h]
                if g >= 0 and rings.ring_of[g] > a:
                    dx = plane.x[plane.end[h]] - plane.x[plane.start[h]]
                    dy = plane.y[plane.end[h]] - plane.y[plane.start[h]]
                    self.add(a, rings.ring_of[g], first, sqrt(dx * dx + dy * dy))
                h = plane.next[h]

    def add(self, a: cython.int, b: cython.int, first: cython.int, length: cython.double) -> cython.void:
        """Add a shared edge; the pairs of fragment `a` begin at `first`."""
        p = self.pair_with[b]
        if p < first:
            p = self.count
            self.count = p + 1
            self.pair_with[b] = p
            self.smaller[p] = a
            self.larger[p] = b
            self.length[p] = 0.0
        self.length[p] += length
