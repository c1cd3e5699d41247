"""Points on rings about a centre: what the patterns ``radial`` and ``spiderweb`` share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Number, Whole

from .directions import directions
from .params import PLACE, FractureParams, obeys

if TYPE_CHECKING:
    from .outline import Outline
    from .point_rules import Point
    from .rings import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class RingParams(FractureParams):
    """Rings of seed points about a centre.

    Parameters
    ----------
    origin : (x, y), px
        The centre, in the polygon's coordinates; (0, 0) is the middle of its bounding box.
    ring_count : int
    ring_size : float, px
        Distance of the first ring from the centre.
    points_per_ring : int
    radial_variation : float
        How far points may lie from their regular place, as a share of the way to the next one.
    """

    origin: Point = field(default=(0.0, 0.0), metadata=obeys(PLACE))
    ring_count: int = field(default=3, metadata=obeys(Whole(1, 16)))
    ring_size: float = field(default=50.0, metadata=obeys(Number(0.001, 1e6)))
    points_per_ring: int = field(default=8, metadata=obeys(Whole(3, 48)))
    radial_variation: float = field(default=0.2, metadata=obeys(Number(0.0, 1.0)))


def centre_of(outline: Outline, origin: Point) -> Floats:
    """Return a centre in local coordinates; (0, 0) in the caller's stands for the middle of the bounding box."""
    return np.zeros(2) if origin == (0.0, 0.0) else np.array(origin) - outline.origin


def around(centre: Floats, radii: Floats, angles: Floats) -> Floats:
    """Return a centre and the points at distances and angles from it, (1 + n, 2) float64."""
    ring = directions(angles) * radii[..., None]
    return np.concatenate([centre[None], centre + ring.reshape(-1, 2)])
