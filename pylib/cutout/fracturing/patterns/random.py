"""Pattern ``random``: seed points evenly at random over the inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..cuts import Sites
from ..params import FRAGMENT_COUNT, LENGTH, FractureParams, obeys, pattern
from ..scattering import scattered
from ..seed_points import uniform_inside

if TYPE_CHECKING:
    import numpy as np

    from ..outline import Outline


@pattern("random")
@dataclass(frozen=True, slots=True, kw_only=True)
class Random(FractureParams):
    """Fragments of uneven size everywhere.

    Parameters
    ----------
    fragment_count : int
        How many seed points; a concave polygon or one with holes can fall into more fragments than that.
    edge_padding : float, px
        The seed points keep this distance from the bounding box, as far as there is room: a higher one makes fragments
        at the border larger.
    """

    fragment_count: int = field(default=10, metadata=obeys(FRAGMENT_COUNT))
    edge_padding: float = field(default=5.0, metadata=obeys(LENGTH))

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Sites:
        """Spread the seed points."""
        found = scattered(outline, self.fragment_count, self.seed, self.edge_padding)
        if found is not None:
            return Sites(found, scattered=True)
        return Sites(uniform_inside(outline, self.fragment_count, rng, self.edge_padding))
