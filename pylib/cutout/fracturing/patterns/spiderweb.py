"""Pattern ``spiderweb``: spokes from a centre, and rings that grow apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ..cuts import Sites
from ..params import pattern
from ..rings_of_points import RingParams, around, centre_of

if TYPE_CHECKING:
    from ..outline import Outline

GROWTH: Final = 1.5
"""Power of a ring's number in its distance: glass breaks finer near the hit."""


@pattern("spiderweb")
@dataclass(frozen=True, slots=True, kw_only=True)
class Spiderweb(RingParams):
    """Broken glass: all points of a spoke share its angle and all points of a ring its distance, so cracks line up."""

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Put a point where each spoke meets each ring."""
        spokes = np.arange(self.points_per_ring) + rng.uniform(-0.5, 0.5, self.points_per_ring) * self.radial_variation
        rings = np.arange(1.0, self.ring_count + 1.0)
        rings = (rings + rng.uniform(-0.5, 0.5, self.ring_count) * self.radial_variation) ** GROWTH
        radii, angles = np.meshgrid(self.ring_size * rings, 2.0 * np.pi / self.points_per_ring * spokes, indexing="ij")
        return Sites(around(centre_of(outline, self.origin), radii, angles))
