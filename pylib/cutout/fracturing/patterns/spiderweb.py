"""Pattern ``spiderweb``: spokes from a centre, and rings that grow apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..cuts import Sites
from ..params import pattern
from ..rings_of_points import RingParams, around, centre_of

if TYPE_CHECKING:
    from ..outline import Outline


@pattern("spiderweb")
@dataclass(frozen=True, slots=True, kw_only=True)
class Spiderweb(RingParams):
    """Broken glass: all points of a spoke share its angle and all points of a ring its distance, so cracks line up."""

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Put a point where each spoke meets each ring."""
        spokes = np.arange(self.points_per_ring) + rng.uniform(-0.5, 0.5, self.points_per_ring) * self.radial_variation
        rings = np.arange(1.0, self.ring_count + 1.0)
        rings += rng.uniform(-0.5, 0.5, self.ring_count) * self.radial_variation
        # To the power of 1.5, as glass breaks finer near the hit; a root is the same on every processor.
        rings *= np.sqrt(rings)
        radii, angles = np.meshgrid(self.ring_size * rings, 2.0 * np.pi / self.points_per_ring * spokes, indexing="ij")
        return Sites(around(centre_of(outline, self.origin), radii, angles))
