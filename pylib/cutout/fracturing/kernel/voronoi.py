"""Cut a polygon along the Voronoi diagram of its sites, without a general overlay of polygons.

Along an edge of the polygon the squared distance to a site, less the squared length of the point, is linear, so the
cells passed are the lower envelope of lines. The next cell is always a Voronoi neighbour of the present one: among its
bisectors the first one reached is the next crossing. The projection of the sites on the edge grows with every
crossing, so the walk ends.

Each border of the diagram then knows where the polygon enters and leaves it, which must alternate; a corner of the
diagram is inside or outside of the polygon, which the borders at it must agree on. Rounding that breaks either is
noticed, and the request is refused.

A border has the number of the smaller of its two half-edges in the triangulation. It runs from the circumcentre on the
right of that half-edge to the one on the left, so the half-edge's start is the site on its left.

Source: the labelling is our own; for the dual of Delaunay see de Berg et al., *Computational Geometry*, chapters 7, 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import ints
from .delaunay import Delaunay

if TYPE_CHECKING:
    from .arrays import Doubles
    from .crossings import Crossings
    from .subdivision import Subdivision

UNKNOWN = cython.declare(cython.int, -1)
OUTSIDE = cython.declare(cython.int, 0)
INSIDE = cython.declare(cython.int, 1)


class Voronoi:
    """Cuts by cells of sites; the label of a cell is the number of its site."""

    def __init__(self) -> None:
        self.sites = Delaunay()
        self.reserve(0)

    def reserve(self, sites: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.sites.reserve(sites)
        self.state = ints(2 * sites + 8)
        self.stack = ints(2 * sites + 8)

    def load(self, plane: Subdivision, cuts: Doubles, first: cython.int, count: cython.int) -> cython.bint:
        """Start over with the sites `first` to `first + count - 1`; False if one is not finite or too far."""
        return self.sites.load(plane, cuts, first, count)

    def cut(self, plane: Subdivision, crossings: Crossings) -> cython.bint:
        """Add the half-edges of all fragments; False if rounding got in the way or `crossings` is full."""
        if not self.sites.triangulate():
            return False
        self.corner_base = plane.vertex_count
        if not self.sites.add_circumcentres(plane):
            return False
        self.sites.list_neighbours()
        crossings.clear(3 * self.sites.triangle_count)
        if not self.walk_rings(plane, crossings):
            return False
        if not self.cut_crossed_borders(plane, crossings):
            return False
        if not self.spread_states(crossings):
            return False
        self.add_whole_borders(plane, crossings)
        return True

    # The polygon's edges, cut at the borders.

    def distance(self, cell: cython.int, x: cython.double, y: cython.double) -> cython.double:
        """Squared distance from a point to the site of a cell."""
        dx = self.sites.x[cell] - x
        dy = self.sites.y[cell] - y
        return dx * dx + dy * dy

    def nearest(self, cell: cython.int, x: cython.double, y: cython.double) -> cython.int:
        """Go from neighbour to nearer neighbour; where none is nearer, that site is the nearest of all."""
        k: cython.int
        best: cython.double = self.distance(cell, x, y)
        found: cython.int = cell
        while True:
            for k in range(self.sites.first_spoke[cell], self.sites.first_spoke[cell + 1]):
                n = self.sites.neighbour[k]
                d = self.distance(n, x, y)
                if d < best and n < self.sites.site_count:
                    best = d
                    found = n
            if found == cell:
                return cell
            cell = found

    def walk_rings(self, plane: Subdivision, crossings: Crossings) -> cython.bint:
        """Add the half-edges of all rings."""
        r: cython.int
        cell: cython.int = 0
        for r in range(plane.ring_count):
            i = plane.ring_start[r]
            cell = self.nearest(cell, plane.x[i], plane.y[i])
            if not self.walk_ring(plane, crossings, r, cell):
                return False
        return True

    def walk_ring(self, plane: Subdivision, crossings: Crossings, ring: cython.int, cell: cython.int) -> cython.bint:
        """Add the half-edges of one ring, which starts in `cell` and must end there."""
        i: cython.int
        j: cython.int
        k: cython.int
        best: cython.int
        first = plane.ring_start[ring]
        last = plane.ring_start[ring + 1] - 1
        first_cell: cython.int = cell
        start: cython.int = first
        for i in range(first, last + 1):
            j = first if i == last else i + 1
            x = plane.x[i]
            y = plane.y[i]
            dx = plane.x[j] - x
            dy = plane.y[j] - y
            passed: cython.double = 0.0
            while True:
                best = -1
                at: cython.double = 1.0
                for k in range(self.sites.first_spoke[cell], self.sites.first_spoke[cell + 1]):
                    approach = dx * self.sites.ux[k] + dy * self.sites.uy[k]
                    if approach > 0.0:
                        gap = self.sites.middle[k] - x * self.sites.ux[k] - y * self.sites.uy[k]
                        if gap < at * approach and self.sites.neighbour[k] < self.sites.site_count:
                            at = gap / approach
                            best = k
                if best < 0:
                    break
                passed = max(at, passed)
                if not self.add_crossing(plane, crossings, best, x + passed * dx, y + passed * dy):
                    return False
                plane.add_half_edge(cell, start, plane.vertex_count - 1)
                start = plane.vertex_count - 1
                cell = self.sites.neighbour[best]
            plane.add_half_edge(cell, start, j)
            start = j
        return cell == first_cell

    def add_crossing(
        self, plane: Subdivision, crossings: Crossings, spoke: cython.int, x: cython.double, y: cython.double
    ) -> cython.bint:
        """Add the vertex where the polygon leaves a cell across one of its spokes.

        The interior is on the left of the polygon's edge. Leaving the cell on the left of a border, that is the way
        the border runs: there it enters the polygon.
        """
        e = self.sites.spoke[spoke]
        f = self.sites.twin[e]
        along = x * -self.sites.uy[spoke] + y * self.sites.ux[spoke]
        v = plane.vertex_count
        added = crossings.add(e, v, along, 1, 0) if e < f else crossings.add(f, v, -along, -1, 0)
        if added:
            plane.add_vertex(x, y)
        return added

    # The borders, cut at the polygon.

    def cut_crossed_borders(self, plane: Subdivision, crossings: Crossings) -> cython.bint:
        """Add what lies inside of every border that meets the polygon; False if in and out do not alternate."""
        t: cython.int
        i: cython.int
        self.stack_count = 0
        for t in range(self.sites.triangle_count):
            self.state[t] = UNKNOWN
        for i in range(crossings.used_count):  # noqa: SIM110  (a generator needs the GIL)
            if not self.cut_border(plane, crossings, crossings.curve_used[i]):
                return False
        return True

    def cut_border(self, plane: Subdivision, crossings: Crossings, border: cython.int) -> cython.bint:
        """Add the inner pieces of one border, and note on which side of the polygon its two corners are."""
        i: cython.int
        twin = self.sites.twin[border]
        left = self.sites.corner[border]
        right = self.sites.corner[twin]
        start: cython.int = self.corner_base + twin // 3
        crossings.sort(border)
        inside: cython.bint = crossings.kind[crossings.sorted[0]] < 0
        if not self.settle(twin // 3, INSIDE if inside else OUTSIDE):
            return False
        for i in range(crossings.sorted_count):
            e = crossings.sorted[i]
            if inside != (crossings.kind[e] < 0):
                return False
            end = crossings.vertex[e]
            if inside:
                plane.add_border(left, right, start, end)
            start = end
            inside = not inside
        if inside:
            plane.add_border(left, right, start, self.corner_base + border // 3)
        return self.settle(border // 3, INSIDE if inside else OUTSIDE)

    def settle(self, corner: cython.int, state: cython.int) -> cython.bint:
        """Note the state of a corner of the diagram; False if it contradicts what is known."""
        if self.state[corner] == UNKNOWN:
            self.state[corner] = state
            self.stack[self.stack_count] = corner
            self.stack_count += 1
        return self.state[corner] == state

    def spread_states(self, crossings: Crossings) -> cython.bint:
        """Pass the known states on along borders that do not meet the polygon; the far corners are outside."""
        t: cython.int
        k: cython.int
        n = self.sites.site_count
        for t in range(self.sites.triangle_count):
            k = max(self.sites.corner[3 * t], self.sites.corner[3 * t + 1], self.sites.corner[3 * t + 2])
            if k >= n and not self.settle(t, OUTSIDE):
                return False
        while self.stack_count > 0:
            self.stack_count -= 1
            t = self.stack[self.stack_count]
            for k in range(3 * t, 3 * t + 3):
                f = self.sites.twin[k]
                if f >= 0 and crossings.first[min(k, f)] < 0 and not self.settle(f // 3, self.state[t]):
                    return False
        return True

    def add_whole_borders(self, plane: Subdivision, crossings: Crossings) -> cython.void:
        """Add the borders that lie inside of the polygon from end to end."""
        e: cython.int
        for e in range(3 * self.sites.triangle_count):
            f = self.sites.twin[e]
            if e < f and self.state[e // 3] == INSIDE and crossings.first[e] < 0:
                plane.add_border(
                    self.sites.corner[e], self.sites.corner[f], self.corner_base + f // 3, self.corner_base + e // 3
                )
