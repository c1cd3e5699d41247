"""Pattern ``radial``: seed points on rings about a centre, each of them moved on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..cuts import Sites
from ..params import pattern
from ..rings_of_points import RingParams, around, centre_of

if TYPE_CHECKING:
    from ..outline import Outline


@pattern("radial")
@dataclass(frozen=True, slots=True, kw_only=True)
class Radial(RingParams):
    """A target: rings at even distances, every second one turned by half a step."""

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Put points on rings, each moved along and across its ring."""
        shape = (self.ring_count, self.points_per_ring)
        ring, place = np.mgrid[: shape[0], : shape[1]].astype(np.float64)
        away = rng.uniform(-0.5, 0.5, (2, *shape)) * self.radial_variation
        radii = self.ring_size * (ring + 1.0 + away[0])
        angles = 2.0 * np.pi / self.points_per_ring * (place + ring % 2.0 / 2.0 + away[1])
        return Sites(around(centre_of(outline, self.origin), radii, angles))
