"""Pattern ``cut_radial``: straight cuts through one point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Number, Whole

from ..cut_lines import CutParams
from ..cuts import REACH
from ..directions import directions, lengths
from ..params import PLACE, obeys, pattern
from ..rings_of_points import centre_of

if TYPE_CHECKING:
    from ..cuts import Paths
    from ..outline import Outline
    from ..point_rules import Point


@pattern("cut_radial")
@dataclass(frozen=True, slots=True, kw_only=True)
class CutRadial(CutParams):
    """Cake: `slice_count` cuts through one point, which give twice as many pieces.

    Parameters
    ----------
    slice_count : int
        How many cuts; all of them differ, for even numbers too.
    origin : (x, y), px
        Where they meet, in the polygon's coordinates; (0, 0) is the middle of its bounding box.
    radial_randomness : float
        How far each may be turned, as a share of the way to the next one.
    """

    slice_count: int = field(default=3, metadata=obeys(Whole(1, 64)))
    origin: Point = field(default=(0.0, 0.0), metadata=obeys(PLACE))
    radial_randomness: float = field(default=0.0, metadata=obeys(Number(0.0, 1.0)))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Paths:
        """Lead each cut from side to side by way of the point, which is one vertex for all of them.

        As endless lines they would meet in several points a rounding error apart.
        """
        centre = centre_of(outline, self.origin)
        step = np.pi / self.slice_count
        angles = step * (
            np.arange(self.slice_count) + rng.uniform(-0.5, 0.5, self.slice_count) * self.radial_randomness
        )
        reach = (REACH * outline.extent + float(lengths(centre))) * directions(angles)
        return self.along([np.stack([centre - far, centre, centre + far]) for far in reach], rng)
