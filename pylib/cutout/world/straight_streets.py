"""Straight streets as surfaces, many at once.

`cutout.world.roads.sweep` builds one road after the other, whatever its bends. Most streets of a town are straight and
of one grade: then both ends say everything, and all streets of one profile are a few operations on arrays. The
cross-sections at the ends are those that `Road.section` gives, bit for bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cutout.surfaces import Surface

from .roads.marking import LIFT, MARKING
from .roads.sweeping import ASPHALT, CONCRETE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .roads.profile import Profile
    from .roads.road import Road

    Floats = NDArray[np.float64]


class Ends(NamedTuple):
    """Streets of one profile by their ends.

    Parameters
    ----------
    start, end : (n, 3) float64, m
    start_across, end_across : (n, 3) float64
        Unit vectors to the right at both ends, which differ in the last bit at most.
    from_, to : (n,) float64, m
        Way along the whole road.
    """

    start: Floats
    end: Floats
    start_across: Floats
    end_across: Floats
    from_: Floats
    to: Floats

    @staticmethod
    def of(roads: list[tuple[Road, int, int]]) -> Ends:
        """Return the ends of parts of roads, each from station to station."""
        start = np.array([road.points[first] for road, first, _ in roads])
        end = np.array([road.points[last] for road, _, last in roads])
        start_across = np.array([road.across[first] for road, first, _ in roads])
        end_across = np.array([road.across[last] for road, _, last in roads])
        from_ = np.array([road.along[first] for road, first, _ in roads])
        to = np.array([road.along[last] for road, _, last in roads])
        return Ends(start, end, start_across, end_across, from_, to)

    def normals(self) -> Floats:
        """Return the unit normals of the asphalt, (n, 3)."""
        ahead, across = self.end - self.start, self.start_across
        x = -across[:, 2] * ahead[:, 1]
        y = across[:, 2] * ahead[:, 0] - across[:, 0] * ahead[:, 2]
        z = across[:, 0] * ahead[:, 1]
        length = np.sqrt(x * x + y * y + z * z)
        # Up, whichever way the road runs.
        return np.stack([x, y, z], axis=1) * np.where(y < 0.0, -1.0, 1.0)[:, None] / length[:, None]


def straight_streets(roads: list[tuple[Road, int, int]], *, is_marked: bool) -> list[Surface]:
    """Return the surfaces of parts of straight roads of one profile.

    Parameters
    ----------
    roads : list of (Road, int, int)
        Each from one station to another.
    is_marked : bool
        Whether to draw lines.
    """
    profile = roads[0][0].profile
    ends = Ends.of(roads)
    normals = ends.normals()
    surfaces = [_band(ASPHALT, ends, np.array(columns), 0.0, normals) for columns in profile.columns()]
    surfaces.append(_sides(profile, ends))
    if is_marked and profile.markings:
        surfaces += [_line(profile, ends, line.offset, normals, is_dashed=line.is_dashed) for line in profile.lines()]
    return [surface for surface in surfaces if len(surface.indices)]


def _band(material: str, ends: Ends, columns: Floats, lift: float, normals: Floats) -> Surface:
    """Return a band along each street with vertices at these columns."""
    count, width = len(ends.start), len(columns)
    at_start = ends.start[:, None, :] + columns[:, None] * ends.start_across[:, None, :]
    at_end = ends.end[:, None, :] + columns[:, None] * ends.end_across[:, None, :]
    positions = np.stack([at_start, at_end], axis=1)
    positions[..., 1] += lift
    uvs = np.zeros((count, 2, width, 2))
    uvs[..., 0] = columns
    uvs[:, 0, :, 1], uvs[:, 1, :, 1] = ends.from_[:, None], ends.to[:, None]
    # Left to right at the start, then at the end: clockwise as seen from above.
    corner = np.arange(width - 1)[:, None] + np.array([0, width, 1, 1, width, width + 1])
    indices = (np.arange(count) * (2 * width))[:, None, None] + corner
    every = np.repeat(normals, 2 * width, axis=0)
    return Surface(material, positions.reshape(-1, 3), every, uvs.reshape(-1, 2), indices.ravel().astype(np.int32))


def _sides(profile: Profile, ends: Ends) -> Surface:
    """Return the sides of the streets, which reach a little into the ground."""
    parts = []
    for side in (-1.0, 1.0):
        offset = side * profile.half
        low = np.array([0.0, -profile.skirt, 0.0])
        near, far = ends.start + offset * ends.start_across, ends.end + offset * ends.end_across
        corners = [near + low, near, far + low, far] if side < 0.0 else [near, near + low, far, far + low]
        parts.append((np.stack(corners, axis=1), np.repeat(side * ends.start_across, 4, axis=0)))
    count = len(ends.start)
    across = np.array([0.0, profile.skirt, 0.0, profile.skirt])
    uvs = np.zeros((2 * count, 4, 2))
    uvs[..., 0] = across
    ways = np.stack([ends.from_, ends.from_, ends.to, ends.to], axis=1)
    uvs[..., 1] = np.concatenate([ways, ways])
    indices = (np.arange(2 * count) * 4)[:, None] + np.array([0, 2, 1, 1, 2, 3])
    positions = np.concatenate([part[0] for part in parts]).reshape(-1, 3)
    normals = np.concatenate([part[1] for part in parts])
    return Surface(CONCRETE, positions, normals, uvs.reshape(-1, 2), indices.ravel().astype(np.int32))


def _line(profile: Profile, ends: Ends, offset: float, normals: Floats, *, is_dashed: bool) -> Surface:
    columns = np.array([offset - profile.line_width / 2.0, offset + profile.line_width / 2.0])
    if not is_dashed:
        return _band(MARKING, ends, columns, LIFT, normals)
    # Dashes lie at whole multiples of their period along the whole road, so they run on from part to part.
    period = profile.dash + profile.gap
    first = np.floor(ends.from_ / period).astype(np.int64)
    counts = np.ceil(ends.to / period).astype(np.int64) - first
    street = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(street)) - np.repeat(np.cumsum(counts) - counts, counts) + first[street]
    from_ = np.maximum(number * period, ends.from_[street])
    to = np.minimum(number * period + profile.dash, ends.to[street])
    drawn = np.flatnonzero(to > from_ + LIFT)
    street, from_, to = street[drawn], from_[drawn], to[drawn]
    whole = (ends.to - ends.from_)[street]
    way = (ends.end - ends.start)[street]
    start = ends.start[street] + ((from_ - ends.from_[street]) / whole)[:, None] * way
    end = ends.start[street] + ((to - ends.from_[street]) / whole)[:, None] * way
    parts = Ends(start, end, ends.start_across[street], ends.end_across[street], from_, to)
    return _band(MARKING, parts, columns, LIFT, normals[street])
