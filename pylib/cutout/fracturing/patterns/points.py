"""Pattern ``points``: seed points given by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.errors import BadParams

from ..cuts import Sites
from ..params import MAX_FRAGMENTS, FractureParams, obeys, pattern
from ..point_rules import PointList

if TYPE_CHECKING:
    from ..outline import Outline
    from ..point_rules import Points


@pattern("points")
@dataclass(frozen=True, slots=True, kw_only=True)
class PointsGiven(FractureParams):
    """Fragments about points of the caller.

    Parameters
    ----------
    points : list of (x, y), px
        In the polygon's coordinates; some may lie beside it. Points that nearly coincide count once.
    """

    points: Points = field(default=(), metadata=obeys(PointList(0, MAX_FRAGMENTS)))

    def check(self) -> None:
        """Refuse a request for no points."""
        if not self.points:
            raise BadParams("points must not be empty with the pattern 'points': give at least 1")

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:  # noqa: ARG002 - nothing is left to chance
        """Take the points as they are."""
        return Sites(np.array(self.points) - outline.origin)
