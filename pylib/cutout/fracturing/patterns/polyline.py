"""Pattern ``polyline``: cuts along polylines given by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import BadParams
from cutout.rules import Flag

from ..cut_lines import CutParams
from ..drawn_paths import finished, without_repeats
from ..params import obeys, pattern
from ..point_rules import PathList

if TYPE_CHECKING:
    from ..cuts import Paths
    from ..outline import Outline
    from ..point_rules import Points

MAX_POINTS: Final = 4096


@pattern("polyline")
@dataclass(frozen=True, slots=True, kw_only=True)
class Polyline(CutParams):
    """Cuts with bends, drawn by the caller.

    Parameters
    ----------
    polylines : list of lists of (x, y), px
        In the polygon's coordinates. They may cross and meet each other.
    extend : bool
        Whether a free end runs on straight until it leaves the polygon. If not, a cut that ends inside cuts nothing
        there.
    """

    polylines: tuple[Points, ...] = field(default=(), metadata=obeys(PathList(MAX_POINTS)))
    extend: bool = field(default=True, metadata=obeys(Flag()))

    def check(self) -> None:
        """Refuse a request for no cuts, and a polyline that does not leave its first point."""
        check_polylines(self.polylines, "polyline")

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Paths:
        """Cut along the polylines, each begun at its smaller end so that a reversed one gives the same cut."""
        paths = [without_repeats(np.array(min(path, path[::-1])) - outline.origin) for path in self.polylines]
        return self.along(finished(paths, outline, extend=self.extend), rng)


def check_polylines(polylines: tuple[Points, ...], name: str) -> None:
    """Refuse no polylines at all, and one whose points are all the same."""
    if not polylines:
        raise BadParams(f"polylines must not be empty with the pattern {name!r}: give at least 1")
    for number, path in enumerate(polylines):
        if len(set(path)) == 1:
            raise BadParams(f"polylines must have two different points each, and all of number {number} are {path[0]}")
