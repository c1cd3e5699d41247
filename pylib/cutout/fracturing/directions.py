"""Directions and lengths that are the same on every processor.

The sine and the hypotenuse of numpy and of the C library are code chosen for the processor, and the last bit of their
results with it. What is here takes sums, products and square roots only, which IEEE 754 lays down to the last bit.

Source: Moshier, *Cephes Mathematical Library* 2.8, ``sin.c``, for the polynomials and for pi in three parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from .rings import Floats

QUARTER: Final = (1.57079625129699707031, 7.54978941586159635336e-8, 5.39030285815811905290e-15)
"""A quarter of a turn in parts: multiples of the first two that are not large are exact."""

SINE: Final = (
    1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6, -1.98412698295895385996e-4,
    8.33333333332211858878e-3, -1.66666666666666307295e-1,
)  # fmt: skip
COSINE: Final = (
    -1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7, 2.48015872888517045348e-5,
    -1.38888888888730564116e-3, 4.16666666666665929218e-2,
)  # fmt: skip


def directions(angles: Floats) -> Floats:
    """Return unit vectors at angles in radians, up to some thousand turns.

    Parameters
    ----------
    angles : (...) float64

    Returns
    -------
    (..., 2) float64
        Cosine and sine, to 2e-16.
    """
    quarters = np.rint(angles * (2.0 / np.pi))
    rest = ((angles - quarters * QUARTER[0]) - quarters * QUARTER[1]) - quarters * QUARTER[2]
    square = rest * rest
    sine = rest + rest * square * polynomial(SINE, square)
    cosine = 1.0 - square / 2.0 + square * square * polynomial(COSINE, square)
    turn = quarters.astype(np.int64) % 4
    x = np.choose(turn, [cosine, -sine, -cosine, sine])
    y = np.choose(turn, [sine, cosine, -sine, -cosine])
    return np.stack([x, y], axis=-1)


def polynomial(factors: tuple[float, ...], x: Floats) -> Floats:
    """Return the value of a polynomial, whose highest factor comes first."""
    value = np.full_like(x, factors[0])
    for factor in factors[1:]:
        value = value * x + factor
    return value


def lengths(vectors: Floats) -> Floats:
    """Return the length of each vector, (..., 2) float64 to (...) float64."""
    square = vectors[..., 0] * vectors[..., 0] + vectors[..., 1] * vectors[..., 1]
    result: Floats = np.sqrt(square)
    return result
