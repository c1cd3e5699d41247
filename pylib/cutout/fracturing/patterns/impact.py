"""Pattern ``impact``: seed points that are dense where the polygon was hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Number

from ..cuts import Sites
from ..directions import directions
from ..nearby import kept_inside, nearest_inside
from ..params import FRAGMENT_COUNT, PLACE, FractureParams, obeys, pattern

if TYPE_CHECKING:
    from ..outline import Outline
    from ..point_rules import Point
    from ..rings import Floats


@pattern("impact")
@dataclass(frozen=True, slots=True, kw_only=True)
class Impact(FractureParams):
    """Small fragments at the hit, large ones away from it.

    Parameters
    ----------
    fragment_count : int
        How many seed points.
    impact_point : (x, y), px
        Where the hit is, in the polygon's coordinates. A hit beside the polygon counts at its nearest point.
    impact_radius : float, px
        Mean distance of the seed points from the hit.
    """

    fragment_count: int = field(default=10, metadata=obeys(FRAGMENT_COUNT))
    impact_point: Point = field(default=(0.0, 0.0), metadata=obeys(PLACE))
    impact_radius: float = field(default=50.0, metadata=obeys(Number(0.001, 1e6)))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Draw points at exponentially distributed distances from the hit, in all directions alike."""
        hit = nearest_inside(outline, np.array(self.impact_point) - outline.origin)

        def draw(count: int) -> Floats:
            distance, angle = rng.exponential(self.impact_radius, count), rng.uniform(0.0, 2.0 * np.pi, count)
            drawn: Floats = hit + directions(angle) * distance[:, None]
            return drawn

        return Sites(kept_inside(outline, self.fragment_count, rng, draw))
