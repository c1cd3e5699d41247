"""Pattern ``poisson``: seed points at random, none closer to another than a least distance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Number, Whole

from ..cuts import Sites
from ..params import LENGTH, MAX_FRAGMENTS, FractureParams, obeys, pattern
from ..seed_points import uniform_inside

if TYPE_CHECKING:
    from ..outline import Outline


@pattern("poisson")
@dataclass(frozen=True, slots=True, kw_only=True)
class Poisson(FractureParams):
    """Fragments of even size in no visible order (a Poisson disk sample). How many there are follows from the distance.

    Parameters
    ----------
    min_cell_distance : float
        Least distance of two seed points, as a share of the longer side of the bounding box.
    poisson_attempts : int
        Candidates for each seed point that fits: more fill the gaps better and take longer.
    edge_padding : float, px
        The seed points keep this distance from the bounding box, as far as there is room.
    """

    min_cell_distance: float = field(default=0.1, metadata=obeys(Number(0.01, 0.5)))
    poisson_attempts: int = field(default=30, metadata=obeys(Whole(10, 100)))
    edge_padding: float = field(default=5.0, metadata=obeys(LENGTH))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Throw darts: take candidates in turn, and drop those too close to one taken.

        The order of candidates is that of the sample, so this is a fair dart throwing. There are at most
        `MAX_FRAGMENTS` seed points.
        """
        distance = self.min_cell_distance * outline.extent
        fitting = min(1.0 + outline.area / distance**2, MAX_FRAGMENTS)
        candidates = uniform_inside(outline, int(self.poisson_attempts * fitting), rng, self.edge_padding)
        x, y = candidates[:, 0].copy(), candidates[:, 1].copy()
        taken: list[tuple[float, float]] = []
        while len(x) and len(taken) < MAX_FRAGMENTS:
            taken.append((float(x[0]), float(y[0])))
            away = (x - x[0]) ** 2 + (y - y[0]) ** 2 >= distance**2
            x, y = x[away], y[away]
        return Sites(np.array(taken))
