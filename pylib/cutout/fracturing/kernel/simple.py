"""Tell whether rings are plainly simple: no edge meets another one, but for neighbours at their common corner.

The edges form chains that run along a sweep without turning back, and within a chain none can meet another. So only
chains are compared with each other, where their boxes overlap, by walking along both. Every doubt counts as a meeting,
so True can be relied on and False means: ask a slower, exact method. With a slack, True holds for all rings whose
coordinates differ by no more than that.

Source: Park and Shin, *Polygonal chain intersection* (2002), for monotone chains; Shamos and Hoey, *Geometric
intersection problems* (1976), for the sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from .arrays import Doubles

INFINITY = cython.declare(cython.double, float("inf"))
TOLERANCE = cython.declare(cython.double, 1e-14)
FEW = cython.declare(cython.int, 64)
# The sweep goes along x, and a little along y: few shapes have edges at right angles to that, and those are in doubt.
LEAN = cython.declare(cython.double, 0.37)


class Simple:
    """Edges of rings, to be asked about once all are added."""

    def __init__(self) -> None:
        self.reserve(0)

    def reserve(self, points: int) -> None:
        """Make room for this many edges; what was stored is lost."""
        self.room = points
        self.start_x, self.start_y = doubles(points), doubles(points)
        self.end_x, self.end_y = doubles(points), doubles(points)
        self.low_y, self.high_y = doubles(points), doubles(points)
        self.from_s, self.to_s = doubles(points), doubles(points)
        self.low_s, self.high_s = doubles(points), doubles(points)
        self.after, self.order = ints(points), ints(points)
        self.chain_first, self.chain_last, self.chain_step = ints(points), ints(points), ints(points)
        self.chain_low_s, self.chain_high_s = doubles(points), doubles(points)
        self.chain_low_y, self.chain_high_y = doubles(points), doubles(points)
        self.count = 0

    def clear(self, slack: cython.double) -> cython.void:
        """Start over without edges; every coordinate may be off by `slack`."""
        self.count = 0
        self.slack = slack
        self.left = self.bottom = INFINITY
        self.right = self.top = -INFINITY

    def add_ring(self, points: Doubles, first: cython.int, length: cython.int) -> cython.void:
        """Add the edges of the ring `points[first:first + length]`, x and y in turn."""
        i: cython.int
        left: cython.double = self.left
        right: cython.double = self.right
        bottom: cython.double = self.bottom
        top: cython.double = self.top
        e: cython.int = self.count
        last: cython.int = first + length - 1
        ax: cython.double = points[2 * first]
        ay: cython.double = points[2 * first + 1]
        for i in range(first + 1, first + length + 1):
            j: cython.int = i if i <= last else first
            bx = points[2 * j]
            by = points[2 * j + 1]
            self.start_x[e] = ax
            self.start_y[e] = ay
            self.end_x[e] = bx
            self.end_y[e] = by
            self.low_y[e] = min(ay, by) - self.slack
            self.high_y[e] = max(ay, by) + self.slack
            self.from_s[e] = ax + LEAN * ay
            self.to_s[e] = bx + LEAN * by
            self.after[e] = e + 1
            left = min(left, ax)
            right = max(right, ax)
            bottom = min(bottom, ay)
            top = max(top, ay)
            ax = bx
            ay = by
            e += 1
        self.after[e - 1] = self.count
        self.left = left
        self.right = right
        self.bottom = bottom
        self.top = top
        self.count = e

    def holds(self) -> cython.bint:
        """Tell whether no two edges meet."""
        i: cython.int
        j: cython.int
        size = self.right - self.left + self.top - self.bottom
        self.margin = 4.0 * self.slack * (size + 2.0 * self.slack)
        self.least = TOLERANCE * size * size + self.margin
        doubt = 4.0 * self.slack + TOLERANCE * (size + abs(self.left) + abs(self.bottom))
        if self.count <= FEW:
            return self.are_few_apart(doubt)
        self.find_chains(doubt)
        self.sort()
        for i in range(self.chains):
            a = self.order[i]
            j = i + 1
            while j < self.chains and self.chain_low_s[self.order[j]] <= self.chain_high_s[a]:
                b = self.order[j]
                if (
                    self.chain_low_y[a] <= self.chain_high_y[b]
                    and self.chain_low_y[b] <= self.chain_high_y[a]
                    and not self.are_apart(a, b)
                ):
                    return False
                j += 1
        return True

    def are_few_apart(self, doubt: cython.double) -> cython.bint:
        """Tell the same by comparing all boxes with each other, which has no branches to speak of."""
        e: cython.int
        f: cython.int
        for e in range(self.count):
            self.low_s[e] = min(self.from_s[e], self.to_s[e]) - doubt
            self.high_s[e] = max(self.from_s[e], self.to_s[e]) + doubt
            if self.may_fold(e, self.after[e]):
                return False
        for e in range(self.count - 1):
            low_s = self.low_s[e]
            high_s = self.high_s[e]
            low_y = self.low_y[e]
            high_y = self.high_y[e]
            near: cython.int = 0
            # The next edge shares a corner, unless it belongs to the next ring.
            start: cython.int = e + 2 if self.after[e] == e + 1 else e + 1
            for f in range(start, self.count):
                near += ((low_s <= self.high_s[f]) & (self.low_s[f] <= high_s) & (low_y <= self.high_y[f])) & (
                    self.low_y[f] <= high_y
                )
            f = start
            while near > 0:
                if (
                    low_s <= self.high_s[f]
                    and self.low_s[f] <= high_s
                    and low_y <= self.high_y[f]
                    and self.low_y[f] <= high_y
                ):
                    near -= 1
                    if self.may_meet(e, f):
                        return False
                f += 1
        return True

    def find_chains(self, doubt: cython.double) -> cython.void:
        """Part the edges into chains; one that gets no farther than `doubt` along the sweep is a chain of its own."""
        e: cython.int
        c: cython.int = -1
        before: cython.int = 0
        for e in range(self.count):
            a = self.from_s[e]
            b = self.to_s[e]
            step: cython.int = 0
            if b - a > doubt:
                step = 1
            elif a - b > doubt:
                step = -1
            self.low_s[e] = min(a, b) - doubt
            self.high_s[e] = max(a, b) + doubt
            if step == 0 or step != before or self.after[e - 1] != e:
                c += 1
                self.chain_first[c] = e
                self.chain_step[c] = step
                self.chain_low_s[c] = self.low_s[e]
                self.chain_high_s[c] = self.high_s[e]
                self.chain_low_y[c] = self.low_y[e]
                self.chain_high_y[c] = self.high_y[e]
            else:
                self.chain_low_s[c] = min(self.chain_low_s[c], self.low_s[e])
                self.chain_high_s[c] = max(self.chain_high_s[c], self.high_s[e])
                self.chain_low_y[c] = min(self.chain_low_y[c], self.low_y[e])
                self.chain_high_y[c] = max(self.chain_high_y[c], self.high_y[e])
            self.chain_last[c] = e
            before = step
        self.chains = c + 1

    def sort(self) -> cython.void:
        """Order the chains by their lowest s: Shell's sort with Knuth's gaps."""
        i: cython.int
        j: cython.int
        gap: cython.int = 1
        for i in range(self.chains):
            self.order[i] = i
        while gap < self.chains // 3:
            gap = 3 * gap + 1
        while gap > 0:
            for i in range(gap, self.chains):
                c = self.order[i]
                key = self.chain_low_s[c]
                j = i
                while j >= gap and self.chain_low_s[self.order[j - gap]] > key:
                    self.order[j] = self.order[j - gap]
                    j -= gap
                self.order[j] = c
            gap //= 3

    def are_apart(self, a: cython.int, b: cython.int) -> cython.bint:
        """Tell whether no edge of one chain meets one of another, walking along both where their boxes overlap."""
        low_s: cython.double = max(self.chain_low_s[a], self.chain_low_s[b])
        high_s: cython.double = min(self.chain_high_s[a], self.chain_high_s[b])
        low_y: cython.double = self.chain_low_y[b]
        high_y: cython.double = self.chain_high_y[b]
        step: cython.int = -1 if self.chain_step[a] < 0 else 1
        e: cython.int = self.chain_last[a] if step < 0 else self.chain_first[a]
        end: cython.int = (self.chain_first[a] if step < 0 else self.chain_last[a]) + step
        other_step: cython.int = -1 if self.chain_step[b] < 0 else 1
        f: cython.int = self.chain_last[b] if other_step < 0 else self.chain_first[b]
        other_end: cython.int = (self.chain_first[b] if other_step < 0 else self.chain_last[b]) + other_step
        while e != end and self.high_s[e] < low_s:
            e += step
        while e != end and self.low_s[e] <= high_s:
            if self.low_y[e] <= high_y and low_y <= self.high_y[e]:
                while f != other_end and self.high_s[f] < self.low_s[e]:
                    f += other_step
                g: cython.int = f
                while g != other_end and self.low_s[g] <= self.high_s[e]:
                    if self.low_y[e] <= self.high_y[g] and self.low_y[g] <= self.high_y[e] and self.may_meet(e, g):
                        return False
                    g += other_step
            e += step
        return True

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
        return along_x + along_y <= self.margin

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
