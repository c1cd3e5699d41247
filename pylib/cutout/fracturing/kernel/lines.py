"""Cut a polygon along endless straight lines.

A cell is the set of points on the same side of every line; its label has one bit a line, set on the line's left.
Walking round the polygon, the label of a vertex comes from the sides of its coordinates, and each crossing flips one
bit. Along a line, the label comes from the crossing where it enters the polygon, and each other line that it meets
flips one bit; where it leaves the polygon again, both must agree. Rounding that breaks this is noticed, and the request
is refused: lines that meet in one point or run through a vertex want a little jitter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles
    from .crossings import Crossings
    from .subdivision import Subdivision

FARTHEST = cython.declare(cython.double, 1e12)
ONE = cython.declare(cython.ulonglong, 1)


class Lines:
    """Cuts by at most 64 lines, each through two given points and directed from the first to the second."""

    def __init__(self) -> None:
        self.reserve(64)

    def reserve(self, lines: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.x, self.y, self.dx, self.dy = doubles(lines), doubles(lines), doubles(lines), doubles(lines)
        self.at = doubles(lines)
        self.crossed = ints(lines)

    def load(self, cuts: Doubles, first: cython.int, count: cython.int) -> cython.bint:
        """Start over with `count` lines, of which `first` is the first point; False if one has no direction."""
        k: cython.int
        self.count = count
        for k in range(count):
            p = 2 * (first + 2 * k)
            x = cuts[p]
            y = cuts[p + 1]
            dx = cuts[p + 2] - x
            dy = cuts[p + 3] - y
            if not (abs(x) < FARTHEST and abs(y) < FARTHEST and 0.0 < abs(dx) + abs(dy) < FARTHEST):
                return False
            self.x[k] = x
            self.y[k] = y
            self.dx[k] = dx
            self.dy[k] = dy
        return True

    def side(self, line: cython.int, x: cython.double, y: cython.double) -> cython.double:
        """Tell the side of a line; positive on its left, and proportional to the distance."""
        return self.dx[line] * (y - self.y[line]) - self.dy[line] * (x - self.x[line])

    def label_at(self, x: cython.double, y: cython.double) -> cython.ulonglong:
        """Tell the cell that holds a point."""
        k: cython.int
        label: cython.ulonglong = 0
        for k in range(self.count):
            if self.side(k, x, y) >= 0.0:
                label |= ONE << k
        return label

    def cut(self, plane: Subdivision, crossings: Crossings) -> cython.bint:
        """Add the half-edges of all fragments; False if rounding got in the way or `crossings` is full."""
        i: cython.int
        j: cython.int
        crossings.clear(self.count)
        for i in range(plane.ring_count):
            if not self.walk_ring(plane, crossings, i):
                return False
        for i in range(self.count):
            for j in range(i + 1, self.count):
                if not self.meet(plane, crossings, i, j):
                    return False
        for i in range(crossings.used_count):  # noqa: SIM110  (a generator needs the GIL)
            if not self.cut_line(plane, crossings, crossings.curve_used[i]):
                return False
        return True

    def walk_ring(self, plane: Subdivision, crossings: Crossings, ring: cython.int) -> cython.bint:
        """Add the half-edges of one ring, cut at every line that its edges cross."""
        i: cython.int
        j: cython.int
        c: cython.int
        first = plane.ring_start[ring]
        last = plane.ring_start[ring + 1] - 1
        label: cython.ulonglong = self.label_at(plane.x[first], plane.y[first])
        start: cython.int = first
        for i in range(first, last + 1):
            j = first if i == last else i + 1
            goal = self.label_at(plane.x[j], plane.y[j])
            if label != goal:
                self.find_crossed(plane, i, j, label ^ goal)
                for c in range(self.crossed_count):
                    t = self.at[c]
                    x = plane.x[i] + t * (plane.x[j] - plane.x[i])
                    y = plane.y[i] + t * (plane.y[j] - plane.y[i])
                    if not self.add_crossing(plane, crossings, self.crossed[c], x, y, label):
                        return False
                    plane.add_half_edge(label, start, plane.vertex_count - 1)
                    start = plane.vertex_count - 1
                    label ^= ONE << self.crossed[c]
            plane.add_half_edge(label, start, j)
            start = j
        return True

    def find_crossed(self, plane: Subdivision, i: cython.int, j: cython.int, changed: cython.ulonglong) -> cython.void:
        """List the lines between two vertices in the order in which the edge crosses them."""
        k: cython.int
        c: cython.int
        n: cython.int = 0
        for k in range(self.count):
            if not (changed >> k) & ONE:
                continue
            a = self.side(k, plane.x[i], plane.y[i])
            b = self.side(k, plane.x[j], plane.y[j])
            t = a / (a - b)
            c = n
            while c > 0 and self.at[c - 1] > t:
                self.at[c] = self.at[c - 1]
                self.crossed[c] = self.crossed[c - 1]
                c -= 1
            self.at[c] = t
            self.crossed[c] = k
            n += 1
        self.crossed_count = n

    def add_crossing(  # noqa: PLR0917  (all numbers)
        self,
        plane: Subdivision,
        crossings: Crossings,
        line: cython.int,
        x: cython.double,
        y: cython.double,
        label: cython.ulonglong,
    ) -> cython.bint:
        """Add the vertex where the polygon passes from the cell `label` across a line.

        The interior is on the left of the polygon's edge. Leaving the left of the line, that is the way the line runs:
        there it enters the polygon.
        """
        bit = ONE << line
        along = x * self.dx[line] + y * self.dy[line]
        kind = 1 if label & bit else -1
        if not crossings.add(line, plane.vertex_count, along, kind, label | bit):
            return False
        plane.add_vertex(x, y)
        return True

    def meet(self, plane: Subdivision, crossings: Crossings, i: cython.int, j: cython.int) -> cython.bint:
        """Add the vertex where two lines meet, unless they are parallel or meet away from the polygon."""
        across = self.dx[i] * self.dy[j] - self.dy[i] * self.dx[j]
        if across == 0.0:
            return True
        t = self.side(j, self.x[i], self.y[i]) / across
        x = self.x[i] + t * self.dx[i]
        y = self.y[i] + t * self.dy[i]
        if not (plane.low_x <= x <= plane.high_x and plane.low_y <= y <= plane.high_y):
            return True
        v = plane.vertex_count
        if not crossings.add(i, v, x * self.dx[i] + y * self.dy[i], 0, ONE << j):
            return False
        if not crossings.add(j, v, x * self.dx[j] + y * self.dy[j], 0, ONE << i):
            return False
        plane.add_vertex(x, y)
        return True

    def cut_line(self, plane: Subdivision, crossings: Crossings, line: cython.int) -> cython.bint:
        """Add the inner pieces of one line; False if in and out do not alternate or the labels disagree."""
        i: cython.int
        inside: cython.bint = False
        left: cython.ulonglong = 0
        start: cython.int = -1
        crossings.sort(line)
        for i in range(crossings.sorted_count):
            e = crossings.sorted[i]
            kind = crossings.kind[e]
            end = crossings.vertex[e]
            if inside:
                plane.add_border(left, left ^ (ONE << line), start, end)
            if kind == 0:
                left ^= crossings.label[e]
            elif inside == (kind > 0) or (inside and left != crossings.label[e]):
                return False
            else:
                inside = not inside
                left = crossings.label[e]
            start = end
        return not inside
