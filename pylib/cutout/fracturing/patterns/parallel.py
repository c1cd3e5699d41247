"""Pattern ``parallel``: straight cuts side by side."""

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
"""By which `parallel_angle_rand` 1 turns a cut at most, to either side."""


@pattern("parallel")
@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel(StraightCutParams):
    """Slabs of even width across the polygon.

    Parameters
    ----------
    slice_count : int
        How many cuts. They are spread over the polygon's own width across them, so each of them cuts it.
    parallel_angle : float, degrees
        Direction of the cuts: 0 is along x, 90 along y.
    parallel_angle_rand : float
        How far each cut may be turned, as a share of 45 degrees.
    """

    slice_count: int = field(default=3, metadata=obeys(Whole(1, 64)))
    parallel_angle: float = field(default=0.0, metadata=obeys(Number(0.0, 360.0)))
    parallel_angle_rand: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))

    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:
        """Divide the width across the cuts into even bands, and turn each cut about the middle of its course."""
        angle = np.radians(self.parallel_angle)
        along, across = directions(np.array([angle, angle + np.pi / 2.0]))
        # Not a product of matrices, which BLAS rounds differently on different processors.
        height = (outline.points * across).sum(axis=1)
        course = (outline.points * along).sum(axis=1).mean()
        share = np.arange(1, self.slice_count + 1) / (self.slice_count + 1.0)
        middle = across * (height.min() + share * np.ptp(height))[:, None] + along * course
        tilt = rng.uniform(-MAX_TILT, MAX_TILT, self.slice_count) * self.parallel_angle_rand
        return np.stack([middle, middle + directions(angle + tilt)], axis=1)
