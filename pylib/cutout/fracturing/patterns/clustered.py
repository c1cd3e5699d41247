"""Pattern ``clustered``: seed points that crowd in a few places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cutout.rules import Number, Whole

from ..cuts import Sites
from ..nearby import kept_inside
from ..params import FRAGMENT_COUNT, FractureParams, obeys, pattern
from ..seed_points import uniform_inside

if TYPE_CHECKING:
    import numpy as np

    from ..outline import Outline
    from ..rings import Floats


@pattern("clustered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered(FractureParams):
    """Splinters in a few places and large fragments between them.

    Parameters
    ----------
    fragment_count : int
        How many seed points.
    cluster_count : int
    cluster_radius : float
        Standard deviation of the points about the middle of their cluster, as a share of the longer side of the
        bounding box.
    """

    fragment_count: int = field(default=10, metadata=obeys(FRAGMENT_COUNT))
    cluster_count: int = field(default=3, metadata=obeys(Whole(1, 64)))
    cluster_radius: float = field(default=0.08, metadata=obeys(Number(0.001, 1.0)))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Choose middles evenly, and draw each point about one of them."""
        middles = uniform_inside(outline, self.cluster_count, rng)
        spread = self.cluster_radius * outline.extent

        def draw(count: int) -> Floats:
            drawn: Floats = middles[rng.integers(len(middles), size=count)] + rng.normal(0.0, spread, (count, 2))
            return drawn

        return Sites(kept_inside(outline, self.fragment_count, rng, draw))
