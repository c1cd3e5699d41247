"""Pattern ``cracks``: a drawing of cracks, laid over the polygon where it was hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Flag, Number

from ..cut_lines import CutParams
from ..drawn_paths import finished, turned, without_repeats
from ..params import PLACE, obeys, pattern
from ..point_rules import PathList
from .polyline import MAX_POINTS, check_polylines

if TYPE_CHECKING:
    from ..cuts import Paths
    from ..outline import Outline
    from ..point_rules import Point, Points


@pattern("cracks")
@dataclass(frozen=True, slots=True, kw_only=True)
class Cracks(CutParams):
    """A crack pattern of the caller, scaled and turned to the hit.

    Parameters
    ----------
    polylines : list of lists of (x, y), px
        The cracks, in coordinates of their own: (0, 0) comes to lie on the hit.
    impact_point : (x, y), px
        Where the hit is, in the polygon's coordinates.
    impact_scale : float
        How many times as large the drawing becomes.
    rotation : float, degrees
        By which it is turned about the hit, clockwise on a screen with y down.
    extend : bool
        Whether a free end runs on straight until it leaves the polygon. If not, a crack that ends inside cuts nothing
        there.
    """

    polylines: tuple[Points, ...] = field(default=(), metadata=obeys(PathList(MAX_POINTS)))
    impact_point: Point = field(default=(0.0, 0.0), metadata=obeys(PLACE))
    impact_scale: float = field(default=1.0, metadata=obeys(Number(0.001, 1000.0)))
    rotation: float = field(default=0.0, metadata=obeys(Number(-360.0, 360.0)))
    extend: bool = field(default=True, metadata=obeys(Flag()))

    def check(self) -> None:
        """Refuse a drawing without cracks, and a crack that does not leave its first point."""
        check_polylines(self.polylines, "cracks")

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Paths:
        """Lay the drawing over the outline."""
        hit = np.array(self.impact_point) - outline.origin
        paths = [
            without_repeats(turned(np.array(min(path, path[::-1])), self.impact_scale, self.rotation) + hit)
            for path in self.polylines
        ]
        return self.along(finished([path for path in paths if len(path) > 1], outline, extend=self.extend), rng)
