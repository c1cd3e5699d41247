"""What happens along each border: where the polygon enters it, leaves it, or another border meets it.

A border is a curve (here a straight one) with a direction; each event on it has a place `along` it.
"""

from __future__ import annotations

import cython

from .arrays import doubles, ints, labels

FEW = cython.declare(cython.int, 16)


class Crossings:
    """Events by curve, as linked lists; `sort` puts those of one curve in order.

    Attributes
    ----------
    kind : int32
        1 where the curve enters the polygon, -1 where it leaves it, 0 where another curve meets it.
    label : uint64
        Free for the cutter: the cell to the left, or the bit of the curve that is met.
    full : bool
        An event found no room: grow and start over.
    """

    def __init__(self) -> None:
        self.reserve(0, 0)

    def reserve(self, curves: int, crossings: int) -> None:
        """Make room for this many; what was stored is lost."""
        self.capacity = crossings
        self.first, self.curve_used = ints(curves), ints(curves)
        self.after, self.vertex, self.kind = ints(crossings), ints(crossings), ints(crossings)
        self.sorted = ints(crossings)
        self.along = doubles(crossings)
        self.label = labels(crossings)

    def clear(self, curves: cython.int) -> cython.void:
        """Start over with this many curves."""
        c: cython.int
        for c in range(curves):
            self.first[c] = -1
        self.curve_count = curves
        self.count = self.used_count = self.sorted_count = 0
        self.full = False

    def add(
        self, curve: cython.int, vertex: cython.int, along: cython.double, kind: cython.int, label: cython.ulonglong
    ) -> cython.bint:
        """Store an event; False if there is no room."""
        e = self.count
        if e >= self.capacity:
            self.full = True
            return False
        if self.first[curve] < 0:
            self.curve_used[self.used_count] = curve
            self.used_count += 1
        self.vertex[e] = vertex
        self.along[e] = along
        self.kind[e] = kind
        self.label[e] = label
        self.after[e] = self.first[curve]
        self.first[curve] = e
        self.count = e + 1
        return True

    def sort(self, curve: cython.int) -> cython.void:
        """Put the events of a curve into `sorted[:sorted_count]`, in their order along it."""
        n: cython.int = 0
        e: cython.int = self.first[curve]
        while e >= 0:
            self.sorted[n] = e
            n += 1
            e = self.after[e]
        self.sorted_count = n
        if n <= FEW:
            self.insertion_sort(n)
        else:
            self.heap_sort(n)

    def insertion_sort(self, n: cython.int) -> cython.void:
        """Sort the first `n` by place; fastest for a few."""
        i: cython.int
        j: cython.int
        for i in range(1, n):
            e = self.sorted[i]
            key = self.along[e]
            j = i - 1
            while j >= 0 and self.along[self.sorted[j]] > key:
                self.sorted[j + 1] = self.sorted[j]
                j -= 1
            self.sorted[j + 1] = e

    def heap_sort(self, n: cython.int) -> cython.void:
        """Sort the first `n` by place in n log n, whatever their order."""
        i: cython.int
        for i in range(n // 2 - 1, -1, -1):
            self.sift_down(i, n)
        for i in range(n - 1, 0, -1):
            e = self.sorted[0]
            self.sorted[0] = self.sorted[i]
            self.sorted[i] = e
            self.sift_down(0, i)

    def sift_down(self, root: cython.int, n: cython.int) -> cython.void:
        """Let the event at `root` sink to its place in the heap."""
        e = self.sorted[root]
        key = self.along[e]
        child: cython.int = 2 * root + 1
        while child < n:
            if child + 1 < n and self.along[self.sorted[child + 1]] > self.along[self.sorted[child]]:
                child += 1
            if self.along[self.sorted[child]] <= key:
                break
            self.sorted[root] = self.sorted[child]
            root = child
            child = 2 * root + 1
        self.sorted[root] = e
