"""Pattern ``punch``: a shape is cut out of the polygon; the rest stays one body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from cutout.errors import BadParams
from cutout.rules import Choice, Number

from ..cuts import Paths, border_of
from ..directions import directions
from ..drawn_paths import turned
from ..geos import OVERSHOOT, segments, voronoi_edges
from ..params import FRAGMENT_COUNT, PLACE, FractureParams, obeys, pattern
from ..point_rules import PointList
from ..seed_points import JITTER, in_general_position

if TYPE_CHECKING:
    from ..outline import Outline
    from ..point_rules import Point, Points
    from ..rings import Floats

MAX_POINTS: Final = 1024
ANGLE_STEPS: Final = (18.0, 72.0)
"""Degrees between two corners of a shape made at random."""
RADII: Final = (0.5, 1.0)
"""Of `punch_radius`: how far its corners are from the hit."""
MAX_ROUNDS: Final = 8


@pattern("punch")
@dataclass(frozen=True, slots=True, kw_only=True)
class Punch(FractureParams):
    """A hit that breaks only what it meets.

    Parameters
    ----------
    punch_shape : list of (x, y), px
        A polygon in coordinates of its own: (0, 0) comes to lie on the hit. Without points it is made at random.
    punch_radius : float, px
        Greatest distance of a corner from the hit of a shape made at random.
    impact_point : (x, y), px
        Where the hit is, in the polygon's coordinates.
    impact_scale : float
        How many times as large the shape becomes: the harder the hit, the larger.
    rotation : float, degrees
        By which it is turned about the hit, clockwise on a screen with y down.
    hit_part : "break", "keep" or "remove"
        Break what lies in the shape into fragments, cut it out in one piece, or take it away: then it is counted in
        the report as `removed_area`.
    fragment_count : int
        Seed points in the part hit, if it breaks.
    """

    punch_shape: Points = field(default=(), metadata=obeys(PointList(0, MAX_POINTS)))
    punch_radius: float = field(default=50.0, metadata=obeys(Number(0.001, 1e6)))
    impact_point: Point = field(default=(0.0, 0.0), metadata=obeys(PLACE))
    impact_scale: float = field(default=1.0, metadata=obeys(Number(0.001, 1000.0)))
    rotation: float = field(default=0.0, metadata=obeys(Number(-360.0, 360.0)))
    hit_part: str = field(default="break", metadata=obeys(Choice(("break", "keep", "remove"))))
    fragment_count: int = field(default=10, metadata=obeys(FRAGMENT_COUNT))

    def check(self) -> None:
        """Refuse a shape without an area."""
        if self.punch_shape and not shapely.area(self.placed(np.array(self.punch_shape), np.zeros(2))) > 0.0:
            raise BadParams(f"punch_shape must enclose an area, and its {len(self.punch_shape)} points do not")

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Paths:
        """Cut along the shape's border, and along the borders of cells within it."""
        corners = np.array(self.punch_shape) if self.punch_shape else random_corners(self.punch_radius, rng)
        shape = self.placed(corners, np.array(self.impact_point) - outline.origin)
        cuts = border_of(shape)
        if self.hit_part == "remove":
            return Paths(segments=cuts, removed=shape, broken=shape)
        if self.hit_part == "break" and self.fragment_count > 1 and shapely.intersects(outline.shape, shape):
            cuts = np.concatenate([cuts, self.borders_within(shape, outline, rng)])
        return Paths(segments=cuts, broken=shape)

    def placed(self, corners: Floats, hit: Floats) -> shapely.Geometry:
        """Return the valid shape that corners describe, scaled, turned and moved to the hit."""
        if len(corners) < 3:  # noqa: PLR2004 - a triangle
            return shapely.Polygon()
        shape = shapely.Polygon(turned(corners, self.impact_scale, self.rotation) + hit)
        return shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)

    def borders_within(self, shape: shapely.Geometry, outline: Outline, rng: np.random.Generator) -> Floats:
        """Return the borders of cells of points in the part hit, as far as the shape reaches, (m, 2, 2) float64."""
        sites = points_within(shapely.intersection(outline.shape, shape), self.fragment_count, rng)
        if len(sites) == 0:
            return np.zeros((0, 2, 2))
        edges = voronoi_edges(outline, in_general_position(sites, outline.extent * JITTER, rng))
        # A cut that ends on the shape's border must cross it, or rounding could leave a gap.
        reached = shapely.buffer(shape, OVERSHOOT * outline.extent, join_style="mitre")
        return segments(shapely.get_parts(shapely.intersection(shapely.multilinestrings(edges), reached)))


def random_corners(radius: float, rng: np.random.Generator) -> Floats:
    """Return the corners of a random polygon about (0, 0), (n, 2) float64."""
    steps = rng.uniform(*ANGLE_STEPS, int(360.0 / ANGLE_STEPS[0]))
    angles = np.radians(np.cumsum(steps)[np.cumsum(steps) < 360.0])  # noqa: PLR2004 - a full turn
    distance = radius * rng.uniform(*RADII, len(angles))
    return directions(angles) * distance[:, None]


def points_within(region: shapely.Geometry, count: int, rng: np.random.Generator) -> Floats:
    """Return up to `count` points spread evenly over a region, fewer if it fills too little of its bounding box."""
    found = np.zeros((0, 2))
    if not shapely.area(region) > 0.0:
        return found
    low, high = shapely.bounds(region).reshape(2, 2)
    shapely.prepare(region)
    for round_number in range(MAX_ROUNDS):
        tried = low + rng.random((count << round_number, 2)) * (high - low)
        found = np.concatenate([found, tried[shapely.contains_xy(region, tried)]])[:count]
        if len(found) == count:
            break
    return found
