"""The ground before roads are cut into it: a height for each point of the endless plane.

Broad land, hills on it, and mountains where another noise says so. Where towns lie, hills are levelled and the land is
held above the sea.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.rules import Number, Whole

from .layer_options import option
from .noise import LayeredNoise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .ground import Level

    Floats = NDArray[np.float64]

BASE: Final = 9.0
"""m; the mean height of the land."""

LEVELLED: Final = 0.9
"""The share of hills that is taken away in the midst of a town."""

DRY: Final = 5.0
"""m; how far above the sea a town lies at least."""

MOUNTAIN_START: Final = 0.22
"""Where mountains begin, as a value of their noise."""

MOUNTAIN_HEIGHT: Final = 700.0
"""m; by the square of how far the noise is over its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerrainOptions:
    """The shape of the ground.

    Parameters
    ----------
    amplitude : float, m
        How far the broad land rises and falls.
    hills : float, m
        How high hills are.
    mountains : float
        0 for none; 1 for mountains of some hundred metres here and there.
    wavelength : float, m
        The size of the broadest forms.
    sea_level : float, m
    quads : int
        Squares along a chunk's side at the finest level of detail; rounded down to a power of two. Each coarser level
        has half as many.
    collision_lod : int
        The coarsest level of detail with `heights` to collide with; -1 for none.
    """

    amplitude: float = option(26.0, Number(0.0, 1000.0))
    hills: float = option(15.0, Number(0.0, 500.0))
    mountains: float = option(1.0, Number(0.0, 4.0))
    wavelength: float = option(2400.0, Number(200.0, 50_000.0))
    sea_level: float = option(0.0, Number(-1000.0, 1000.0))
    quads: int = option(64, Whole(4, 128))
    collision_lod: int = option(0, Whole(-1, 7))


class Relief:
    """Heights of the ground.

    Parameters
    ----------
    seed : int
    options : TerrainOptions
    """

    __slots__ = ("_broad", "_hills", "_mountains", "_ridges", "_rough", "options", "sea_level")

    def __init__(self, seed: int, options: TerrainOptions) -> None:
        size = options.wavelength
        self.options = options
        self.sea_level = options.sea_level
        self._broad = LayeredNoise(seed, "broad", size, 2)
        self._rough = LayeredNoise(seed, "rough", size * 1.3, 1)
        self._hills = LayeredNoise(seed, "hills", size * 0.22, 4)
        self._mountains = LayeredNoise(seed, "mountains", size * 2.1, 2)
        self._ridges = LayeredNoise(seed, "ridges", size * 0.4, 5)

    def broad(self, x: Floats, z: Floats) -> Floats:
        """Return the height of the broad land, without hills and mountains.

        Parameters
        ----------
        x, z : (n,) float64, m
        """
        return BASE + self.options.amplitude * self._broad(x, z)

    def mountainous(self, x: Floats, z: Floats) -> Floats:
        """Return how mountainous it is: 0 where there are none, at most about 0.4."""
        found: Floats = np.maximum(self._mountains(x, z) - MOUNTAIN_START, 0.0)
        return found

    def heights(self, x: Floats, z: Floats, levels: Sequence[Level] = ()) -> Floats:
        """Return the height of the ground.

        Parameters
        ----------
        x, z : (n,) float64, m
        levels : sequence of Level
            All that may touch these points; others change nothing.
        """
        options = self.options
        land = self.broad(x, z)
        rough = 0.6 + 0.5 * self._rough(x, z)
        rise = options.hills * rough * self._hills(x, z)
        if options.mountains > 0.0:
            steep = self.mountainous(x, z)
            if steep.any():
                ridge = 1.0 - np.abs(self._ridges(x, z))
                rise += options.mountains * MOUNTAIN_HEIGHT * steep * steep * ridge * ridge
        shares = self._shares(x, z, levels)
        if shares is None:
            return land + rise
        dry = np.maximum(land, options.sea_level + DRY)
        heights: Floats = land + shares * (dry - land) + (1.0 - LEVELLED * shares) * rise
        return heights

    @staticmethod
    def _shares(x: Floats, z: Floats, levels: Sequence[Level]) -> Floats | None:
        """Return how much each point is levelled, 0 to 1; None for nowhere."""
        if not levels:
            return None
        most = np.zeros(len(x))
        for level in levels:
            away_x, away_z = x - level.centre[0], z - level.centre[1]
            share = 1.0 - (away_x * away_x + away_z * away_z) / (level.level_radius * level.level_radius)
            np.maximum(most, share, out=most)
        # Flat for the inner half of the area, then an ease down to nothing.
        held = np.minimum(2.0 * most, 1.0)
        shares: Floats = held * held * (3.0 - 2.0 * held)
        return shares
