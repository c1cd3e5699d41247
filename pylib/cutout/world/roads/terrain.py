"""A height field as a road meets it: sampled below the road, and cut where the road runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .road import Road

PROBES: Final = 5
"""How many places across the road the ground is looked at."""
BURIED: Final = 0.3
"""How deep the sides of a draped road reach into the ground, m."""
FLAT: Final = 1.5
"""How many steps of the terrain the ground is level beside a road, so that no cell that touches it rises above it."""
SETTLING: Final = 40.0
"""Over which length arms come to the height of their intersection, m."""


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """A regular grid of heights.

    Parameters
    ----------
    heights : (rows, columns) float64, m
        A row is along x, the next row further along z.
    step : float, m
        From height to height, in both directions.
    origin : (float, float, float), m
        Where the first height lies; its y is added to all of them.
    """

    heights: NDArray[np.float64]
    step: float
    origin: tuple[float, float, float]

    def at(self, x: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return heights at places, (n,) m; beyond the border those of the border."""
        rows, columns = self.heights.shape
        u = np.clip((x - self.origin[0]) / self.step, 0.0, columns - 1.0)
        v = np.clip((z - self.origin[2]) / self.step, 0.0, rows - 1.0)
        column = np.minimum(u.astype(np.int64), columns - 2)
        row = np.minimum(v.astype(np.int64), rows - 2)
        s, t = u - column, v - row
        near = (1.0 - s) * self.heights[row, column] + s * self.heights[row, column + 1]
        far = (1.0 - s) * self.heights[row + 1, column] + s * self.heights[row + 1, column + 1]
        sampled: NDArray[np.float64] = (1.0 - t) * near + t * far + self.origin[1]
        return sampled

    def below(self, road: Road) -> NDArray[np.float64]:
        """Return the heights below a road, at each station at places from edge to edge, (n, PROBES) m."""
        offsets = np.linspace(-road.profile.half, road.profile.half, PROBES)
        return np.stack([self.at(*road.at_offset(float(offset))[:, [0, 2]].T) for offset in offsets], axis=1)


def draped(road: Road, terrain: Terrain, clearance: float) -> Road:
    """Return the road on top of the terrain, with sides that reach the ground.

    Parameters
    ----------
    road : Road
        Its own heights do not matter.
    terrain : Terrain
    clearance : float, m
        Between the highest ground below a cross-section and the road, at least.
    """
    ground = terrain.below(road)
    highest = _running(np.maximum, ground.max(axis=1))
    heights = _running_mean(highest) + clearance
    deepest = float((heights[:, None] - ground).max()) + BURIED
    profile = replace(road.profile, skirt=max(road.profile.skirt, deepest))
    return replace(road.with_heights(heights), profile=profile)


def levelled(road: Road, terrain: Terrain) -> Road:
    """Return the road at the mean height of the ground below and around it: what is then cut to it."""
    window = max(2, int(2.0 * road.profile.width * (len(road) - 1) / road.length))
    heights = terrain.below(road).mean(axis=1)
    for _ in range(2):
        heights = _running_mean(heights, window)
    return road.with_heights(heights)


def settled(roads: Sequence[Road], height: float) -> list[Road]:
    """Return the arms of an intersection, each of which begins at the same height."""
    arms = []
    for road in roads:
        share = np.clip(road.along / min(SETTLING, road.length), 0.0, 1.0)
        ease = share * share * (3.0 - 2.0 * share)
        arms.append(road.with_heights(height + ease * (road.points[:, 1] - height)))
    return arms


def cut(
    terrain: Terrain, triangles: NDArray[np.float64], clearance: float, slope: float, sunk: float
) -> NDArray[np.float64]:
    """Return the heights of a terrain into which roads are cut, and which is filled up below them.

    Parameters
    ----------
    terrain : Terrain
    triangles : (t, 3, 3) float64, m
        What is driven on.
    clearance : float, m
        From the road down to the ground beside it.
    slope : float
        How steep the banks beside the road are: height by width.
    sunk : float, m
        How much deeper the ground lies below the road, and ever less within a step beside it: a cell of the ground is
        flat, and must not cut through a road that bends up and down.

    Returns
    -------
    (rows, columns) float64, m
        With the origin's y taken off again.

    Notes
    -----
    Each height looks at the triangle that is nearest in plan: O(n log t).
    """
    rows, columns = terrain.heights.shape
    x = terrain.origin[0] + terrain.step * np.arange(columns)
    z = terrain.origin[2] + terrain.step * np.arange(rows)
    places = np.stack(np.meshgrid(x, z), axis=-1).reshape(-1, 2)
    heights = terrain.heights.ravel() + terrain.origin[1]
    flat = FLAT * terrain.step
    reach = flat + float(np.ptp(np.concatenate([heights, triangles[:, :, 1].ravel()]))) / slope
    faces = np.asarray(shapely.polygons(triangles[:, :, [0, 2]]))
    cells, found = shapely.STRtree(faces).query_nearest(shapely.points(places), max_distance=reach, all_matches=False)
    lines = shapely.shortest_line(shapely.points(places[cells]), faces[found])
    near = shapely.get_coordinates(lines).reshape(-1, 2, 2)[:, 1]
    off = places[cells] - near
    distances = np.sqrt(off[:, 0] * off[:, 0] + off[:, 1] * off[:, 1])
    level = _height_in(triangles[found], near) - clearance - sunk * np.maximum(1.0 - distances / terrain.step, 0.0)
    bank = np.maximum(distances - flat, 0.0) * slope
    heights[cells] = np.clip(heights[cells], level - bank, level + bank)
    return (heights - terrain.origin[1]).reshape(rows, columns)


def _height_in(triangles: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the height of each triangle, (n, 3, 3), at a place in plan, (n, 2)."""
    origin = triangles[:, 0]
    normal = np.cross(triangles[:, 1] - origin, triangles[:, 2] - origin)
    off = places - origin[:, [0, 2]]
    heights: NDArray[np.float64] = origin[:, 1] - (normal[:, 0] * off[:, 0] + normal[:, 2] * off[:, 1]) / normal[:, 1]
    return heights


def _running(function: np.ufunc, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each value combined with its two neighbours."""
    padded = np.concatenate([values[:1], values, values[-1:]])
    combined: NDArray[np.float64] = function(function(padded[:-2], padded[1:-1]), padded[2:])
    return combined


def _running_mean(values: NDArray[np.float64], window: int = 1) -> NDArray[np.float64]:
    """Return means over each value and `window` neighbours on both sides, fewer near the ends."""
    count = len(values)
    places = np.arange(count)
    radius = np.minimum(window, np.minimum(places, count - 1 - places))
    total = np.concatenate([[0.0], np.cumsum(values)])
    means: NDArray[np.float64] = (total[places + radius + 1] - total[places - radius]) / (2 * radius + 1)
    return means
