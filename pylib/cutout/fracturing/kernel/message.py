"""Lay out the results of a batch as messages, one a request: literals that are given, and arrays between them.

What the literals mean is not known here. They begin the message, name each array up to the word for its count, and
surround the two numbers of the report.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .arrays import Doubles, Ints
    from .finish import Finish
    from .package import Package

ARRAYS = (
    *("points", "offsets", "areas", "centroids", "triangles", "triangle_offsets", "parts", "part_offsets"),
    *("fragment_parts", "neighbours", "shared_lengths"),
)
"""The arrays of a message in their order; after them come the numbers ``input_area`` and ``area_error``."""

LITERALS = len(ARRAYS) + 3

# How a number begins in Godot's format, in 32 bits or 64.
SINGLE = cython.declare(cython.int, 3)
DOUBLE = cython.declare(cython.int, 3 | 1 << 16)
NUMBERS = cython.declare(cython.int, len(ARRAYS))

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)


class Message:
    """The messages of a batch, one after the other. Not for two threads at once.

    Parameters
    ----------
    literals : sequence of bytes
        `LITERALS` of them, each whole words of four bytes: what stands before each of `ARRAYS`, before each number,
        and at the end.
    """

    def __init__(self, literals: Sequence[bytes]) -> None:
        if len(literals) != LITERALS or any(len(literal) % 4 for literal in literals):
            raise ValueError(f"a message has {LITERALS} literals, of four bytes or a multiple of that")
        self.literals = memoryview(bytearray(b"".join(literals))).cast("i")
        self.ends = ints(LITERALS)
        for i, end in enumerate(accumulate(len(literal) // 4 for literal in literals)):
            self.ends[i] = end
        self.wide = doubles(1)
        self.halves = memoryview(self.wide).cast("B").cast("i")
        self.reserve(1 << 12)
        self.clear()

    def reserve(self, words: int) -> None:
        """Make room for a message of this many words."""
        self.room = words
        self.octets = memoryview(bytearray(4 * words))
        self.words, self.singles = self.octets.cast("i"), self.octets.cast("f")

    def run(self, package: Package, finish: Finish, measures: Doubles, floors: Doubles) -> list[bytes | None]:
        """Lay out a batch that was split by sites.

        Parameters
        ----------
        package : Package
            What the kernel made of it.
        finish : Finish
            What `Finish.run_package` made of that.
        measures : (7 * requests,) float64
            As from `Polygons.run`.
        floors : (requests,) float64
            The area that no fragment may be under.

        Returns
        -------
        list of bytes or None
            None for a request that failed, is not sound, or has a fragment that is too small.
        """
        i: cython.int
        self.fragments, self.pairs = package.fragments, package.pairs
        self.triangles, self.parts, self.neighbours = package.triangles, package.parts, package.neighbours
        self.shared_lengths = package.shared_lengths
        self.offsets, self.triangle_offsets = package.offsets, package.triangle_offsets
        self.part_offsets, self.fragment_parts = package.part_offsets, package.fragment_parts
        self.points, self.areas, self.centroids = finish.points, finish.areas, finish.centroids
        bodies: list[bytes | None] = []
        for i in range(len(floors)):
            if package.statuses[i] != 0 or finish.sound[i] == 0 or finish.least[i] < floors[i]:
                bodies.append(None)
                continue
            area = measures[7 * i + 2]
            bodies.append(self.write(i, area, abs(finish.totals[i] - area) / area))
        self.clear()
        return bodies

    def clear(self) -> None:
        """Let go of the batch."""
        self.points = self.areas = self.centroids = self.shared_lengths = NO_DOUBLES
        self.fragments = self.pairs = self.triangles = self.parts = self.neighbours = NO_INTS
        self.offsets = self.triangle_offsets = self.part_offsets = self.fragment_parts = NO_INTS

    def write(self, request: cython.int, input_area: cython.double, area_error: cython.double) -> bytes:
        """Return the message of one request of the batch."""
        needed = self.length(request)
        if needed > self.room:
            self.reserve(2 * needed)
        with cython.nogil:
            self.fill(request, input_area, area_error)
        return self.octets[: 4 * self.at].tobytes()

    def length(self, request: cython.int) -> cython.int:
        """Words that the message of a request has at most."""
        first = self.fragments[request]
        last = self.fragments[request + 1]
        part = self.fragment_parts[first]
        last_part = self.fragment_parts[last]
        return (
            self.ends[NUMBERS + 2]
            + 64
            + 2 * (self.offsets[last] - self.offsets[first])
            + 6 * (last - first)
            + self.triangle_offsets[last]
            - self.triangle_offsets[first]
            + (self.part_offsets[last_part] - self.part_offsets[part])
            + (last_part - part)
            + 3 * (self.pairs[request + 1] - self.pairs[request])
        )

    def fill(self, request: cython.int, input_area: cython.double, area_error: cython.double) -> cython.void:
        """Lay out the message of one request."""
        first = self.fragments[request]
        last = self.fragments[request + 1]
        part = self.fragment_parts[first]
        last_part = self.fragment_parts[last]
        pair = self.pairs[request]
        last_pair = self.pairs[request + 1]
        self.at = 0
        self.real(0, self.points, 2 * self.offsets[first], 2 * self.offsets[last], 2)
        self.counted(1, self.offsets, first, last)
        self.real(2, self.areas, first, last, 1)
        self.real(3, self.centroids, 2 * first, 2 * last, 2)
        self.whole(4, self.triangles, self.triangle_offsets[first], self.triangle_offsets[last])
        self.counted(5, self.triangle_offsets, first, last)
        self.whole(6, self.parts, self.part_offsets[part], self.part_offsets[last_part])
        self.counted(7, self.part_offsets, part, last_part)
        self.counted(8, self.fragment_parts, first, last)
        self.whole(9, self.neighbours, 2 * pair, 2 * last_pair)
        self.real(10, self.shared_lengths, pair, last_pair, 1)
        self.literal(NUMBERS)
        self.number(input_area)
        self.literal(NUMBERS + 1)
        self.number(area_error)
        self.literal(NUMBERS + 2)

    def literal(self, number: cython.int) -> cython.void:
        """Add a literal."""
        i: cython.int
        start: cython.int = self.ends[number - 1] if number > 0 else 0
        for i in range(start, self.ends[number]):
            self.words[self.at + i - start] = self.literals[i]
        self.at += self.ends[number] - start

    def whole(self, number: cython.int, source: Ints, start: cython.int, end: cython.int) -> cython.void:
        """Add an array of int32 as it is."""
        i: cython.int
        self.literal(number)
        self.words[self.at] = end - start
        at: cython.int = self.at + 1 - start
        for i in range(start, end):
            self.words[at + i] = source[i]
        self.at = at + end

    def counted(self, number: cython.int, source: Ints, start: cython.int, end: cython.int) -> cython.void:
        """Add the offsets `start` to `end`, and count them from the first."""
        i: cython.int
        self.literal(number)
        self.words[self.at] = end - start + 1
        at: cython.int = self.at + 1 - start
        begin: cython.int = source[start]
        for i in range(start, end + 1):
            self.words[at + i] = source[i] - begin
        self.at = at + end + 1

    def real(
        self, number: cython.int, source: Doubles, start: cython.int, end: cython.int, columns: cython.int
    ) -> cython.void:
        """Add an array of float32, in elements of one number or two."""
        i: cython.int
        self.literal(number)
        self.words[self.at] = (end - start) // columns
        at: cython.int = self.at + 1 - start
        for i in range(start, end):
            self.singles[at + i] = source[i]
        self.at = at + end

    def number(self, value: cython.double) -> cython.void:
        """Add a number, in 32 bits where nothing is lost."""
        self.singles[self.at + 1] = value
        if self.singles[self.at + 1] == value:
            self.words[self.at] = SINGLE
            self.at += 2
            return
        self.words[self.at] = DOUBLE
        self.wide[0] = value
        self.words[self.at + 1] = self.halves[0]
        self.words[self.at + 2] = self.halves[1]
        self.at += 3
