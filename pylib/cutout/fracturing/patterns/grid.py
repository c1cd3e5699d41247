"""Pattern ``grid``: seed points in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Number, Whole

from ..cuts import Lines, Sites, spanning
from ..params import FractureParams, obeys, pattern

if TYPE_CHECKING:
    from ..cuts import Cuts
    from ..outline import Outline


@pattern("grid")
@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(FractureParams):
    """Bricks: fragments in rows and columns over the bounding box.

    Parameters
    ----------
    grid_rows, grid_cols : int
    grid_jitter : float
        How far a seed point may lie from the middle of its brick, as a share of the way to the brick's border.
    """

    grid_rows: int = field(default=3, metadata=obeys(Whole(1, 32)))
    grid_cols: int = field(default=3, metadata=obeys(Whole(1, 32)))
    grid_jitter: float = field(default=0.3, metadata=obeys(Number(0.0, 1.0)))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Cuts:
        """Put a seed point into each brick, those beside the polygon too: they shape the bricks at its border.

        Bricks without jitter are cut along lines: the borders of their cells, free of the seed points' own jitter.
        """
        low, high = outline.points.min(axis=0), outline.points.max(axis=0)
        size = np.array([self.grid_cols, self.grid_rows])
        if self.grid_jitter == 0.0 and self.grid_rows * self.grid_cols > 1:
            x, y = (low[axis] + np.arange(1, size[axis]) / size[axis] * (high - low)[axis] for axis in (0, 1))
            upright = [[(at, low[1]), (at, high[1])] for at in x.tolist()]
            level = [[(low[0], at), (high[0], at)] for at in y.tolist()]
            return Lines(spanning(np.array(upright + level).reshape(-1, 2, 2), outline))
        column, row = np.meshgrid(np.arange(self.grid_cols), np.arange(self.grid_rows))
        bricks = np.stack([column.ravel(), row.ravel()], axis=1)
        place = bricks + 0.5 + rng.uniform(-0.5, 0.5, bricks.shape) * self.grid_jitter
        return Sites(low + place / size * (high - low))
