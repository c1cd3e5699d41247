"""Layered noise that is as good far from the origin as at it.

The noise library works in float32: at 100 km a coordinate has steps of 8 mm, at 100,000 km of 8 m. The plane is
therefore cut into squares of 16,384 m, each with coordinates from its own corner and a seed of its own, and neighbours
are blended over a band. Independent noises that are averaged are flatter than either; dividing by the root of the sum
of squared weights keeps their strength.

Each value depends on nothing but its own point: the library computes one point after the other, and around it are only
operations that IEEE 754 lays down to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from pyfastnoiselite.pyfastnoiselite import (  # type: ignore[import-untyped]  # ships no types
    FastNoiseLite,
    FractalType,
    NoiseType,
)

from .hashing import hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SQUARE: Final = 16_384.0
"""m; a power of two, so that the way to the corner is exact."""

BAND: Final = 1024.0
"""m"""

_SEEDS: Final = 0x7FFF_FFFF


class LayeredNoise:
    """Octaves of OpenSimplex2 noise, about -0.9 to 0.9.

    Parameters
    ----------
    seed : int
    name : str
        Noises of different names have nothing in common.
    wavelength : float, m
        Of the longest octave.
    octaves : int
    """

    __slots__ = ("_name", "_noise", "_seed")

    def __init__(self, seed: int, name: str, wavelength: float, octaves: int) -> None:
        noise = FastNoiseLite()
        noise.noise_type = NoiseType.NoiseType_OpenSimplex2
        noise.frequency = 1.0 / wavelength
        noise.fractal_type = FractalType.FractalType_FBm
        noise.fractal_octaves = octaves
        self._noise = noise
        self._seed = seed
        self._name = name

    def __call__(self, x: Floats, z: Floats) -> Floats:
        """Return the noise at points.

        Parameters
        ----------
        x, z : (n,) float64, m
        """
        if not len(x):
            return np.zeros(0)
        # The origin lies in the midst of a square: most worlds are small, and bands cost time.
        x, z = x + SQUARE / 2.0, z + SQUARE / 2.0
        columns, rows = np.floor(x / SQUARE), np.floor(z / SQUARE)
        local_x, local_z = x - columns * SQUARE, z - rows * SQUARE
        if local_x.min() >= BAND and local_z.min() >= BAND:
            return self._of_squares(columns, rows, local_x, local_z)
        return self._blended(columns, rows, local_x, local_z)

    def _of_square(self, column: int, row: int, local_x: Floats, local_z: Floats) -> Floats:
        self._noise.seed = hashed(self._seed, self._name, column, row) & _SEEDS
        found: NDArray[np.float32] = self._noise.gen_from_coords(np.stack([local_x, local_z]).astype(np.float32))
        return found.astype(np.float64)

    def _blended(self, columns: Floats, rows: Floats, local_x: Floats, local_z: Floats) -> Floats:
        """Return the noise where squares meet: each has a part in the band before its least x and z too."""
        of_x, of_z = _smooth(local_x / BAND), _smooth(local_z / BAND)
        total = np.zeros(len(local_x))
        squares = np.zeros(len(local_x))
        for left in (0, 1):
            for back in (0, 1):
                weight = (1.0 - of_x if left else of_x) * (1.0 - of_z if back else of_z)
                touched = np.flatnonzero(weight > 0.0)
                total[touched] += weight[touched] * self._of_squares(
                    columns[touched] - left,
                    rows[touched] - back,
                    local_x[touched] + left * SQUARE,
                    local_z[touched] + back * SQUARE,
                )
                squares += weight * weight
        blended: Floats = total / np.sqrt(squares)
        return blended

    def _of_squares(self, columns: Floats, rows: Floats, local_x: Floats, local_z: Floats) -> Floats:
        if not len(local_x):
            return np.zeros(0)
        if columns.min() == columns.max() and rows.min() == rows.max():
            return self._of_square(int(columns[0]), int(rows[0]), local_x, local_z)
        found = np.zeros(len(local_x))
        for column, row in sorted(set(zip(columns.tolist(), rows.tolist(), strict=True))):
            here = np.flatnonzero((columns == column) & (rows == row))
            found[here] = self._of_square(int(column), int(row), local_x[here], local_z[here])
        return found


def _smooth(share: Floats) -> Floats:
    """Return an ease from 0 to 1, flat at both ends."""
    held = np.minimum(np.maximum(share, 0.0), 1.0)
    eased: Floats = held * held * (3.0 - 2.0 * held)
    return eased
