"""Pattern ``cut_grid``: straight cuts along x and along y."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.rules import Number, Whole

from ..cut_lines import StraightCutParams
from ..directions import directions
from ..params import obeys, pattern

if TYPE_CHECKING:
    from ..outline import Outline
    from ..rings import Floats

MAX_TILT: Final = np.pi / 4.0
"""By which an `angle_rand` of 1 turns a cut at most, to either side."""


@pattern("cut_grid")
@dataclass(frozen=True, slots=True, kw_only=True)
class CutGrid(StraightCutParams):
    """Tiles: the bounding box cut in even bands both ways, wherever the polygon lies.

    Parameters
    ----------
    h_slices, v_slices : int
        How many cuts run along x and along y.
    h_start, v_start : float
        Shift of these cuts, as a share of the distance between two.
    h_random, v_random : float
        How far each may be shifted at random, as a share of half that distance.
    h_angle_rand, v_angle_rand : float
        How far each may be turned, as a share of 45 degrees.
    """

    h_slices: int = field(default=3, metadata=obeys(Whole(0, 32)))
    v_slices: int = field(default=3, metadata=obeys(Whole(0, 32)))
    h_start: float = field(default=0.0, metadata=obeys(Number(-1.0, 1.0)))
    v_start: float = field(default=0.0, metadata=obeys(Number(-1.0, 1.0)))
    h_random: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))
    v_random: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))
    h_angle_rand: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))
    v_angle_rand: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))

    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:
        """Lay out the cuts along x, then those along y."""
        low, high = outline.points.min(axis=0), outline.points.max(axis=0)
        along_x = bands(self.h_slices, self.h_start, self.h_random, rng) * (high[1] - low[1]) + low[1]
        along_y = bands(self.v_slices, self.v_start, self.v_random, rng) * (high[0] - low[0]) + low[0]
        middle = (low + high) / 2.0
        middles = [(middle[0], y) for y in along_x.tolist()] + [(x, middle[1]) for x in along_y.tolist()]
        tilt = rng.uniform(-MAX_TILT, MAX_TILT, len(middles))
        tilt *= np.repeat([self.h_angle_rand, self.v_angle_rand], [self.h_slices, self.v_slices])
        angle = tilt + np.repeat([0.0, np.pi / 2.0], [self.h_slices, self.v_slices])
        start = np.array(middles).reshape(-1, 2)
        return np.stack([start, start + directions(angle)], axis=1)


def bands(count: int, shift: float, chance: float, rng: np.random.Generator) -> Floats:
    """Return where `count` cuts lie between 0 and 1, evenly but for a shift and for chance."""
    place = np.arange(1, count + 1) + shift + rng.uniform(-0.5, 0.5, count) * chance
    share: Floats = place / (count + 1.0)
    return share
