"""Cross-sections drawn out along a road: which stations are taken, facets between them, caps at the ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.surfaces import Surface

from .bends import runs_backwards

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from .road import Road

LEAST: Final = 0.05
"""The inner edge between two stations that are taken is at least this share of their distance."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One flat or smooth band of a cross-section.

    A whole cross-section runs clockwise as seen along the road: up the left side, over the top to the right, down and
    back below. So every facet faces outward.

    Parameters
    ----------
    material : str
    offsets : tuple of float, m
        To the right of the middle, two or more.
    heights : tuple of float, m
        Over the middle, as many.
    """

    material: str
    offsets: tuple[float, ...]
    heights: tuple[float, ...]

    def us(self) -> NDArray[np.float64]:
        """Return where the vertices lie across the texture, m: the offset on top, else the way along the facet."""
        across, up = np.array(self.offsets), np.array(self.heights)
        if not np.diff(up).any():
            return across
        return np.concatenate([[0.0], np.cumsum(np.sqrt(np.diff(across) ** 2 + np.diff(up) ** 2))])


def taken(road: Road, first: int, last: int, stride: int) -> NDArray[np.intp]:
    """Return the stations that a piece has cross-sections at: `first`, every `stride`-th, `last`.

    Where the road bends so much that cross-sections would cross, those between are taken too.

    Raises
    ------
    ValueError
        There is no such piece.
    """
    if not 0 <= first < last < len(road) or stride < 1:
        raise ValueError(f"no piece from {first} to {last} by {stride} in a road of {len(road)} stations")
    chosen = np.append(np.arange(first, last, stride), last)
    while True:
        bad = runs_backwards(
            road.points, road.profile.reach, LEAST, here=chosen[:-1], there=chosen[1:], tangents=road.tangents
        )
        bad &= np.diff(chosen) > 1
        if not bad.any():
            return chosen
        middles = (chosen[:-1][bad] + chosen[1:][bad]) // 2
        chosen = np.sort(np.concatenate([chosen, middles]))


def directions(road: Road, stations: NDArray[np.intp], offsets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return along which way the lines at some offsets run at some stations, (n, k, 3), not of unit length.

    It is taken from the stations before and behind in the whole road, so that pieces agree.
    """
    before, behind = np.maximum(stations - 1, 0), np.minimum(stations + 1, len(road) - 1)
    chord = road.points[behind] - road.points[before]
    turn = road.across[behind] - road.across[before]
    ways: NDArray[np.float64] = chord[:, None] + offsets[:, None] * turn[:, None]
    return ways


def extruded(road: Road, stations: NDArray[np.intp], facets: Iterable[Facet]) -> list[Surface]:
    """Return facets between cross-sections, as one surface of each material."""
    groups: dict[str, list[Facet]] = {}
    for facet in facets:
        groups.setdefault(facet.material, []).append(facet)
    return [_drawn_out(road, stations, material, group) for material, group in groups.items()]


def _drawn_out(road: Road, stations: NDArray[np.intp], material: str, facets: list[Facet]) -> Surface:
    """Return facets of one material; vertices are in the order of stations, then of facets and their columns."""
    offsets = np.concatenate([facet.offsets for facet in facets])
    heights = np.concatenate([facet.heights for facet in facets])
    asides, ups, firsts = _slopes(facets)
    points, across = road.points[stations, None], road.across[stations, None]
    positions = points + offsets[:, None] * across
    positions[:, :, 1] += heights
    normals = normals_of(asides[:, None] * across, ups, directions(road, stations, offsets))
    uvs = np.zeros((*positions.shape[:2], 2))
    uvs[:, :, 0] = np.concatenate([facet.us() for facet in facets])
    uvs[:, :, 1] = road.along[stations][:, None]
    columns = len(offsets)
    corner = (np.arange(len(stations) - 1) * columns)[:, None, None] + firsts[None, :, None]
    indices = corner + np.array([0, columns, 1, 1, columns, columns + 1])
    return Surface(
        material,
        positions.reshape(-1, 3),
        normals.reshape(-1, 3),
        uvs.reshape(-1, 2),
        indices.ravel().astype(np.int32),
    )


def _slopes(facets: list[Facet]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return how facets run to the right and up at each column, of unit length, and which columns have a next one."""
    asides, ups, firsts = [], [], []
    start = 0
    for facet in facets:
        aside, up = np.diff(facet.offsets), np.diff(facet.heights)
        width = np.sqrt(aside * aside + up * up)
        asides += [aside / width, aside[-1:] / width[-1:]]
        ups += [up / width, up[-1:] / width[-1:]]
        firsts.append(np.arange(start, start + len(aside)))
        start += len(facet.offsets)
    return np.concatenate(asides), np.concatenate(ups), np.concatenate(firsts)


def capped(road: Road, station: int, ring: Sequence[tuple[float, float]], material: str, *, is_start: bool) -> Surface:
    """Return a face across the road, where it starts or ends.

    Parameters
    ----------
    ring : sequence of (offset, height), m
        A convex ring, clockwise as seen along the road.
    is_start : bool
        Whether it faces backward.
    """
    flat = np.array(ring)
    positions = road.points[station] + flat[:, :1] * road.across[station]
    positions[:, 1] += flat[:, 1]
    facing = -road.tangents[station] if is_start else road.tangents[station]
    fan = np.array([(0, i, i + 1) for i in range(1, len(flat) - 1)], np.int32)
    indices = fan if is_start else fan[:, ::-1]
    return Surface(material, positions, np.tile(facing, (len(flat), 1)), flat, indices.ravel().astype(np.int32))


def normals_of(
    aside: NDArray[np.float64], up: NDArray[np.float64] | float, ahead: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the unit normals of what runs `aside` and `up` across the road and `ahead` along it, (..., 3)."""
    right, back = aside[..., 0], aside[..., 2]
    x, y, z = ahead[..., 0], ahead[..., 1], ahead[..., 2]
    return unit(np.stack([up * z - back * y, back * x - right * z, right * y - up * x], axis=-1))


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return vectors of unit length, (..., 3)."""
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    shortened: NDArray[np.float64] = vectors / np.sqrt(x * x + y * y + z * z)[..., None]
    return shortened
