"""Pattern ``chaotic``: straight cuts at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Whole

from ..cut_lines import StraightCutParams
from ..directions import directions
from ..params import obeys, pattern
from ..seed_points import uniform_inside

if TYPE_CHECKING:
    from ..outline import Outline
    from ..rings import Floats


@pattern("chaotic")
@dataclass(frozen=True, slots=True, kw_only=True)
class Chaotic(StraightCutParams):
    """Cuts in all directions, each through a point inside.

    Parameters
    ----------
    slice_count : int
        How many cuts.
    """

    slice_count: int = field(default=3, metadata=obeys(Whole(1, 64)))

    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:
        """Choose a point inside and a direction for each cut."""
        start = uniform_inside(outline, self.slice_count, rng)
        return np.stack([start, start + directions(rng.uniform(0.0, np.pi, self.slice_count))], axis=1)
