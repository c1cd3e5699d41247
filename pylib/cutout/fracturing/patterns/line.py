"""Pattern ``line``: one straight cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.errors import BadParams

from ..cut_lines import StraightCutParams
from ..params import PLACE, obeys, pattern

if TYPE_CHECKING:
    from ..outline import Outline
    from ..point_rules import Point
    from ..rings import Floats


@pattern("line")
@dataclass(frozen=True, slots=True, kw_only=True)
class Line(StraightCutParams):
    """A clean cut through everything on a line.

    Parameters
    ----------
    line_start, line_end : (x, y), px
        Two points of the line, which has no ends, in the polygon's coordinates. Their order does not matter.
    """

    line_start: Point = field(default=(-100.0, 0.0), metadata=obeys(PLACE))
    line_end: Point = field(default=(100.0, 0.0), metadata=obeys(PLACE))

    def check(self) -> None:
        """Refuse a line without a direction."""
        if self.line_start == self.line_end:
            raise BadParams(f"line_end must differ from line_start, and both are {self.line_end}")

    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:  # noqa: ARG002 - nothing is left to chance
        """Take the line as it is."""
        return np.array([[self.line_start, self.line_end]]) - outline.origin
