"""Pattern ``segments``: straight cuts given by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import BadParams
from cutout.rules import Flag

from ..cut_lines import StraightCutParams
from ..drawn_paths import finished
from ..params import obeys, pattern
from ..point_rules import PointList

if TYPE_CHECKING:
    from ..cuts import Cuts
    from ..outline import Outline
    from ..point_rules import Points
    from ..rings import Floats

MAX_SEGMENTS: Final = 64
"""What the kernel takes."""


@pattern("segments")
@dataclass(frozen=True, slots=True, kw_only=True)
class Segments(StraightCutParams):
    """Straight cuts of the caller, endless or not.

    Parameters
    ----------
    segments : list of (x, y), px
        Two points a cut, in the polygon's coordinates. Neither their order nor that of the cuts' ends matters.
    extend : bool
        Whether a cut runs on beyond its two points. If not, one that ends inside the polygon cuts nothing there.
    """

    segments: Points = field(default=(), metadata=obeys(PointList(0, 2 * MAX_SEGMENTS, multiple=2)))
    extend: bool = field(default=True, metadata=obeys(Flag()))

    def check(self) -> None:
        """Refuse a request for no cuts, and a cut without a direction."""
        if not self.segments:
            raise BadParams("segments must not be empty with the pattern 'segments': give at least 2 points")
        for number, (start, end) in enumerate(zip(self.segments[::2], self.segments[1::2], strict=True)):
            if start == end:
                raise BadParams(f"segments must have two different points each, and both of number {number} are {end}")

    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:  # noqa: ARG002 - nothing is left to chance
        """Take the segments as they are."""
        return np.array(self.segments).reshape(-1, 2, 2) - outline.origin

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Cuts:
        """Cut along endless lines, or along paths that end where the segments do."""
        if self.extend:
            # Named: `dataclass` builds a class with slots anew, which a bare `super` does not know.
            return StraightCutParams.lay_out(self, outline, rng)
        ends = self.lines(outline, rng)
        return self.along(finished([np.array(sorted(end)) for end in ends.tolist()], outline, extend=False), rng)
