"""Typed scratch arrays over plain bytes: the kernel needs no numpy.

A compiled class keeps each array as a typed memoryview; uncompiled, the same `memoryview` is indexed by Python.
"""

from __future__ import annotations

from typing import TypeAlias

Doubles: TypeAlias = "memoryview[float]"
Ints: TypeAlias = "memoryview[int]"


def doubles(length: int) -> Doubles:
    """Zeroed float64 array."""
    return memoryview(bytearray(8 * max(length, 1))).cast("d")


def ints(length: int) -> Ints:
    """Zeroed int32 array."""
    return memoryview(bytearray(4 * max(length, 1))).cast("i")


def labels(length: int) -> Ints:
    """Zeroed uint64 array: a label names a cell (number of its site, or one bit a line)."""
    return memoryview(bytearray(8 * max(length, 1))).cast("Q")
