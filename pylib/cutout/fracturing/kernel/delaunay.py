"""Delaunay triangulation of the sites: who is next to whom, and where three cells meet.

Sites are inserted one by one: walk to the triangle that holds the site, split it in three, flip edges until every
circumcircle is empty again. Four far points enclose everything, so that every cell of a real site is bounded and
collinear sites need no special case; they lie too far out to be nearest to any point near the polygon or the sites.

A triangle `t` has the half-edges `3t`, `3t + 1`, `3t + 2`, counter-clockwise; `corner[e]` is where half-edge `e`
starts, `twin[e]` the one beyond it, -1 at the rim.

Sources: Lawson, *Software for C1 surface interpolation* (1977); Guibas and Stolfi (1985) for the tests; the layout of
triangles and twins is that of Mapbox's delaunator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles
    from .subdivision import Subdivision

FARTHEST = cython.declare(cython.double, 1e12)


class Delaunay:
    """Triangulation of one request's sites; the last four points are the far ones."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, sites: int) -> None:
        """Make room for this many; what was stored is lost."""
        edges = 6 * (sites + 4)
        self.x, self.y = doubles(sites + 4), doubles(sites + 4)
        self.corner, self.twin, self.stack = ints(edges), ints(edges), ints(edges)
        self.first_spoke, self.filled = ints(sites + 5), ints(sites + 5)
        self.neighbour, self.spoke = ints(edges), ints(edges)
        self.ux, self.uy, self.middle = doubles(edges), doubles(edges), doubles(edges)

    def load(self, plane: Subdivision, sites: Doubles, first: cython.int, count: cython.int) -> cython.bint:
        """Start over with `count` sites; False if one is not finite or too far."""
        i: cython.int
        self.site_count = count
        low_x: cython.double = plane.low_x
        low_y: cython.double = plane.low_y
        high_x: cython.double = plane.high_x
        high_y: cython.double = plane.high_y
        for i in range(count):
            x = sites[2 * (first + i)]
            y = sites[2 * (first + i) + 1]
            if not (-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST):
                return False
            low_x = min(low_x, x)
            low_y = min(low_y, y)
            high_x = max(high_x, x)
            high_y = max(high_y, y)
            self.x[i] = x
            self.y[i] = y
        self.enclose(low_x, low_y, high_x, high_y)
        return True

    def enclose(
        self, low_x: cython.double, low_y: cython.double, high_x: cython.double, high_y: cython.double
    ) -> cython.void:
        """Place the far points, a little askew so that no four points share a circle, and the first two triangles."""
        i: cython.int
        n = self.site_count
        x = (low_x + high_x) / 2
        y = (low_y + high_y) / 2
        r = 3 * (high_x - low_x + high_y - low_y)
        self.x[n] = x - r
        self.y[n] = y - 0.98 * r
        self.x[n + 1] = x + 1.01 * r
        self.y[n + 1] = y - r
        self.x[n + 2] = x + r
        self.y[n + 2] = y + 1.02 * r
        self.x[n + 3] = x - 1.03 * r
        self.y[n + 3] = y + r
        for i in range(3):
            self.corner[i] = n + i
            self.twin[i] = self.twin[3 + i] = -1
        self.corner[3] = n
        self.corner[4] = n + 2
        self.corner[5] = n + 3
        self.join(2, 3)
        self.triangle_count = 2
        self.last = 0

    def triangulate(self) -> cython.bint:
        """Insert every site; False if rounding keeps a walk or the flips from ending."""
        i: cython.int
        self.flips_left = 64 + 256 * self.site_count
        for i in range(self.site_count):
            t = self.locate(i)
            if t < 0:
                return False
            self.split(t, i)
            if not self.restore(3):
                return False
        return True

    def turn(self, a: cython.int, b: cython.int, c: cython.int) -> cython.double:
        """Twice the area of a triangle; positive if it is counter-clockwise."""
        return (self.x[b] - self.x[a]) * (self.y[c] - self.y[a]) - (self.y[b] - self.y[a]) * (self.x[c] - self.x[a])

    def in_circle(self, a: cython.int, b: cython.int, c: cython.int, p: cython.int) -> cython.bint:
        """Tell whether `p` is strictly inside the circle through the counter-clockwise a, b, c."""
        px = self.x[p]
        py = self.y[p]
        ax = self.x[a] - px
        ay = self.y[a] - py
        bx = self.x[b] - px
        by = self.y[b] - py
        cx = self.x[c] - px
        cy = self.y[c] - py
        a2 = ax * ax + ay * ay
        b2 = bx * bx + by * by
        c2 = cx * cx + cy * cy
        return a2 * (bx * cy - by * cx) + b2 * (cx * ay - cy * ax) + c2 * (ax * by - ay * bx) > 0.0

    def locate(self, site: cython.int) -> cython.int:
        """Walk from the last triangle to the one that holds the site; -1 if rounding sends the walk astray."""
        _: cython.int
        f: cython.int
        t: cython.int = self.last
        for _ in range(self.triangle_count + 8):
            e = 3 * t
            a = self.corner[e]
            b = self.corner[e + 1]
            c = self.corner[e + 2]
            if self.turn(a, b, site) < 0.0:
                f = self.twin[e]
            elif self.turn(b, c, site) < 0.0:
                f = self.twin[e + 1]
            elif self.turn(c, a, site) < 0.0:
                f = self.twin[e + 2]
            else:
                return t
            if f < 0:
                return -1
            t = f // 3
        return -1

    def join(self, e: cython.int, f: cython.int) -> cython.void:
        """Make two half-edges twins; `f` may be -1."""
        self.twin[e] = f
        if f >= 0:
            self.twin[f] = e

    def split(self, t: cython.int, site: cython.int) -> cython.void:
        """Replace triangle `t` by three around the site, and push their outer edges for the test."""
        e = 3 * t
        f = 3 * self.triangle_count
        g = f + 3
        a = self.corner[e]
        b = self.corner[e + 1]
        c = self.corner[e + 2]
        beyond_bc = self.twin[e + 1]
        beyond_ca = self.twin[e + 2]
        self.corner[e + 2] = site
        self.corner[f] = b
        self.corner[f + 1] = c
        self.corner[f + 2] = site
        self.corner[g] = c
        self.corner[g + 1] = a
        self.corner[g + 2] = site
        self.join(f, beyond_bc)
        self.join(g, beyond_ca)
        self.join(e + 1, f + 2)
        self.join(f + 1, g + 2)
        self.join(g + 1, e + 2)
        self.triangle_count += 2
        self.last = t
        self.stack[0] = e
        self.stack[1] = f
        self.stack[2] = g

    def restore(self, depth: cython.int) -> cython.bint:
        """Flip the pushed edges whose circle holds the point beyond, and what that uncovers; False if out of flips.

        A pushed edge lies opposite the new site in its triangle.
        """
        while depth > 0:
            depth -= 1
            e = self.stack[depth]
            f = self.twin[e]
            if f < 0:
                continue
            site = self.corner[e - e % 3 + (e + 2) % 3]
            beyond = self.corner[f - f % 3 + (f + 2) % 3]
            if not self.in_circle(self.corner[e], self.corner[f], site, beyond):
                continue
            if self.flips_left == 0 or depth + 2 > 3 * self.triangle_count:
                return False
            self.flips_left -= 1
            self.flip(e, f)
            self.stack[depth] = e
            self.stack[depth + 1] = f - f % 3 + (f + 1) % 3
            depth += 2
        return True

    def flip(self, e: cython.int, f: cython.int) -> cython.void:
        """Replace the edge between two triangles by the other diagonal of their quadrilateral."""
        e_last = e - e % 3 + (e + 2) % 3
        f_last = f - f % 3 + (f + 2) % 3
        site = self.corner[e_last]
        self.corner[e] = self.corner[f_last]
        self.corner[f] = site
        self.join(e, self.twin[f_last])
        self.join(f, self.twin[e_last])
        self.join(e_last, f_last)

    def add_circumcentres(self, plane: Subdivision) -> cython.bint:
        """Add each triangle's circumcentre, where three cells meet, as a vertex; False if a triangle has no area."""
        t: cython.int
        for t in range(self.triangle_count):
            a = self.corner[3 * t]
            b = self.corner[3 * t + 1]
            c = self.corner[3 * t + 2]
            ax = self.x[a]
            ay = self.y[a]
            bx = self.x[b] - ax
            by = self.y[b] - ay
            cx = self.x[c] - ax
            cy = self.y[c] - ay
            twice = 2 * (bx * cy - by * cx)
            if not twice > 0.0:
                return False
            b2 = bx * bx + by * by
            c2 = cx * cx + cy * cy
            plane.add_vertex((cy * b2 - by * c2) / twice + ax, (bx * c2 - cx * b2) / twice + ay)
        return True

    def list_neighbours(self) -> cython.void:
        """List the half-edges (spokes) that leave each site, and for each the bisector with its neighbour.

        A point p is on the bisector of site s and neighbour s + u if `u . p` equals `middle`.
        """
        e: cython.int
        s: cython.int
        edges = 3 * self.triangle_count
        points = self.site_count + 4
        for s in range(points + 1):
            self.first_spoke[s] = 0
        for e in range(edges):
            self.first_spoke[self.corner[e] + 1] += 1
        for s in range(points):
            self.first_spoke[s + 1] += self.first_spoke[s]
            self.filled[s] = self.first_spoke[s]
        for e in range(edges):
            s = self.corner[e]
            n = self.corner[e - e % 3 + (e + 1) % 3]
            k = self.filled[s]
            self.filled[s] = k + 1
            self.spoke[k] = e
            self.neighbour[k] = n
            ux = self.x[n] - self.x[s]
            uy = self.y[n] - self.y[s]
            self.ux[k] = ux
            self.uy[k] = uy
            self.middle[k] = (ux * (self.x[n] + self.x[s]) + uy * (self.y[n] + self.y[s])) / 2
