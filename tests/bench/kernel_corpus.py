"""Shapes, sites and lines that the kernel's tests and benchmarks share, and the judge of its results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from cutout.fracturing.kernel import LINES, SITES, Subdivisions, subdivide_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float64]
Rings = list[Array]


def convex(points: int, size: float, seed: int) -> Rings:
    """Points on an ellipse at random angles."""
    angles = np.sort(np.random.default_rng(seed).random(points)) * 2 * np.pi
    return [np.c_[np.cos(angles), 0.8 * np.sin(angles)] * size / 2]


def star(spikes: int, size: float, inner: float) -> Rings:
    """Give a star with sharp or blunt spikes."""
    angles = np.arange(2 * spikes) * np.pi / spikes + 0.1
    radius = np.where(np.arange(2 * spikes) % 2, inner, 1.0) * size / 2
    return [np.c_[np.cos(angles) * radius, np.sin(angles) * radius]]


def wave(points: int, radius: float, seed: int, centre: tuple[float, float], wobble: float) -> Array:
    """Give a smooth closed curve round a centre."""
    rng = np.random.default_rng(seed)
    angles = np.arange(points) * 2 * np.pi / points
    distance = np.ones(points)
    for k in range(2, 8):
        distance += wobble / k * np.cos(k * angles + rng.random() * 6.28) * rng.random() * 1.6
    ring: Array = np.c_[np.cos(angles), np.sin(angles)] * distance[:, None] * radius + np.array(centre)
    return ring


def blob(points: int, size: float, seed: int, holes: Sequence[tuple[int, float, float, float]] = ()) -> Rings:
    """Give a smooth shape with smooth holes (points, centre and radius, relative to the size)."""
    rings = [wave(points, 0.4 * size, seed, (0.0, 0.0), 0.2)]
    for i, (count, x, y, radius) in enumerate(holes):
        rings.append(wave(count, radius * size, seed + 1 + i, (x * size, y * size), 0.15)[::-1])
    return rings


def comb(size: float, teeth: int) -> Rings:
    """Give a comb with thin teeth."""
    u = size / (2 * teeth + 1)
    points: list[tuple[float, float]] = [(0, 0), (size, 0)]
    x = size
    for _ in range(teeth):
        points += [(x, size), (x - u, size), (x - u, 0.2 * size), (x - 2 * u, 0.2 * size)]
        x -= 2 * u
    return [np.array([*points, (x, size), (0, size)])]


def letter_e() -> Rings:
    """Give twelve corners, all square."""
    corners = [(1, 0), (9, 0), (9, 2), (3, 2), (3, 4), (8, 4), (8, 6), (3, 6), (3, 8), (9, 8), (9, 10), (1, 10)]
    return [np.array(corners) * 25.6]


def letter_a() -> Rings:
    """One hole with three corners."""
    outer = [(8, 0), (12, 0), (20, 20), (16, 20), (14, 15), (6, 15), (4, 20), (0, 20)]
    return [np.array(outer) * 12.8, np.array([(10, 4), (7.2, 12), (12.8, 12)]) * 12.8]


def letter_b() -> Rings:
    """Give two holes with curved sides."""
    t = np.linspace(-np.pi / 2, np.pi / 2, 12)
    upper, lower = np.c_[np.cos(t), np.sin(t)], np.c_[np.cos(t), np.sin(t)]
    outer = [[(0, 0)], upper * (4, 2.6) + (5, 2.6), lower * (4.5, 2.5) + (5.5, 7.7), [(0, 10.2)]]
    first = [[(2, 1.4)], upper * (2, 1.2) + (5, 2.6), [(2, 3.8)]]
    second = [[(2, 6.6)], lower * (2.4, 1.2) + (5, 7.8), [(2, 9.0)]]
    rings = [np.concatenate([np.asarray(part, float) for part in ring]) * 25 for ring in (outer, first, second)]
    return [rings[0], rings[1][::-1], rings[2][::-1]]


SHAPES: dict[str, Rings] = {
    "convex12": convex(12, 64, 1),
    "convex40": convex(40, 256, 2),
    "star20": star(10, 128, 0.45),
    "star60": star(30, 256, 0.6),
    "comb52": comb(256, 12),
    "letter_e": letter_e(),
    "letter_a": letter_a(),
    "letter_b": letter_b(),
    "blob100": blob(100, 256, 5),
    "blob100_2_holes": blob(70, 256, 7, ((16, -0.12, 0, 0.09), (14, 0.12, 0, 0.1))),
    "blob200_3_holes": blob(140, 512, 9, ((20, -0.14, -0.05, 0.08), (20, 0.1, -0.1, 0.08), (20, 0, 0.14, 0.07))),
}


def polygon_of(rings: Rings) -> shapely.Polygon:
    """Give a shapely polygon of one outer ring and its holes."""
    return shapely.Polygon(rings[0], rings[1:])


def sites_in(rings: Rings, count: int, seed: int) -> Array:
    """Random points inside of a shape."""
    rng = np.random.default_rng(seed)
    polygon = polygon_of(rings)
    low, high = rings[0].min(0), rings[0].max(0)
    found = np.zeros((0, 2))
    while len(found) < count:
        points = rng.uniform(low, high, (4 * count, 2))
        found = np.concatenate([found, points[shapely.contains_xy(polygon, points)]])
    return found[:count]


def lines_across(rings: Rings, count: int, seed: int) -> Array:
    """Random lines near the middle of a shape, two points each: (2 * count, 2)."""
    rng = np.random.default_rng(seed)
    low, high = rings[0].min(0), rings[0].max(0)
    angles = rng.random(count) * 2 * np.pi
    direction = np.c_[np.cos(angles), np.sin(angles)]
    middle = (low + high) / 2 + rng.uniform(-0.35, 0.35, (count, 2)) * (high - low).max()
    return np.stack([middle, middle + direction], 1).reshape(-1, 2)


@dataclass(frozen=True)
class Request:
    """One polygon and what cuts it."""

    rings: Rings
    cuts: Array
    mode: int = SITES


@dataclass(frozen=True)
class Package:
    """A batch in the form that the kernel takes."""

    points: Array
    ring_offsets: NDArray[np.int32]
    polygon_offsets: NDArray[np.int32]
    cuts: Array
    cut_offsets: NDArray[np.int32]
    modes: bytes

    def run(self, *, shards: bool = True) -> Subdivisions:
        """Give the batch to the kernel."""
        return subdivide_batch(
            self.points,
            self.ring_offsets,
            self.polygon_offsets,
            self.cuts,
            self.cut_offsets,
            self.modes,
            shards=shards,
        )


def offsets_of(lengths: Sequence[int]) -> NDArray[np.int32]:
    """Where slices of these lengths begin and end."""
    return np.cumsum([0, *lengths], dtype=np.int32)


def pack(requests: Sequence[Request]) -> Package:
    """Pack requests into buffers."""
    rings = [np.asarray(ring, np.float64) for request in requests for ring in request.rings]
    cuts = [np.asarray(request.cuts, np.float64).reshape(-1, 2) for request in requests]
    return Package(
        points=np.concatenate([*rings, np.zeros((0, 2))]),
        ring_offsets=offsets_of([len(ring) for ring in rings]),
        polygon_offsets=offsets_of([len(request.rings) for request in requests]),
        cuts=np.concatenate([*cuts, np.zeros((0, 2))]),
        cut_offsets=offsets_of([len(cut) for cut in cuts]),
        modes=bytes(request.mode for request in requests),
    )


@dataclass(frozen=True)
class Fragments:
    """The results of one request."""

    rings: Rings
    areas: Array
    centroids: Array
    cells: NDArray[np.uint64]
    triangles: list[NDArray[np.int32]]
    parts: list[list[NDArray[np.int32]]]
    neighbours: NDArray[np.int32]
    shared_lengths: Array


def unpack(result: Subdivisions, request: int) -> Fragments:
    """Slice the results of one request out of a batch."""
    first, last = result.fragments[request], result.fragments[request + 1]
    points, triangles = np.asarray(result.points).reshape(-1, 2), np.asarray(result.triangles).reshape(-1, 3)
    parts = np.asarray(result.parts)
    part_offsets = result.part_offsets
    pairs = slice(result.pairs[request], result.pairs[request + 1])
    triangle_rows = [offset // 3 for offset in result.triangle_offsets[first : last + 1]]
    return Fragments(
        rings=[points[result.offsets[f] : result.offsets[f + 1]] for f in range(first, last)],
        areas=np.asarray(result.areas)[first:last],
        centroids=np.asarray(result.centroids).reshape(-1, 2)[first:last],
        cells=np.asarray(result.cells)[first:last],
        triangles=[triangles[a:b] for a, b in pairwise(triangle_rows)],
        parts=[
            [
                parts[part_offsets[p] : part_offsets[p + 1]]
                for p in range(result.fragment_parts[f], result.fragment_parts[f + 1])
            ]
            for f in range(first, last)
        ],
        neighbours=np.asarray(result.neighbours).reshape(-1, 2)[pairs],
        shared_lengths=np.asarray(result.shared_lengths)[pairs],
    )


def crosses_of(loops: Sequence[Array]) -> tuple[Array, Array, NDArray[np.intp]]:
    """Measure closed loops, one value a corner: its share in twice the area, how it turns; and where loops begin."""
    corners = np.concatenate(loops)
    lengths = np.array([len(loop) for loop in loops])
    first = np.cumsum(lengths) - lengths
    after = np.arange(1, len(corners) + 1)
    after[first + lengths - 1] = first
    centred = corners - np.repeat(corners[first], lengths, axis=0)
    shares = centred[:, 0] * centred[after, 1] - centred[:, 1] * centred[after, 0]
    along = corners[after] - corners
    turns = along[:, 0] * along[after, 1] - along[:, 1] * along[after, 0]
    return shares, turns, first


def faults_of(request: Request, got: Fragments) -> list[str]:
    """List what is wrong with a result, judged by GEOS and by plain sums."""
    faults = []
    area = math.fsum(crosses_of(request.rings)[0]) / 2
    if abs(math.fsum(crosses_of(got.rings)[0]) / 2 - area) > 1e-12 * area:
        faults.append("areas do not sum to the input")
    offsets = offsets_of([len(ring) for ring in got.rings])
    indices = np.repeat(np.arange(len(got.rings)), np.diff(offsets))
    polygons = shapely.polygons(shapely.linearrings(np.concatenate(got.rings), indices=indices))
    if not shapely.is_valid(polygons).all():
        faults.append("invalid ring")
    elif not shapely.coverage_is_valid(polygons):
        faults.append("fragments do not fit together")
    return faults + faults_of_shards(got, area) + faults_of_places(request, got, area)


def faults_of_shards(got: Fragments, area: float) -> list[str]:
    """List what is wrong with areas, centroids, triangles and convex parts."""
    faults = []
    shares, _, first = crosses_of(got.rings)
    own = np.add.reduceat(shares, first) / 2
    if not (own > 0).all() or (np.abs(own - got.areas) > 1e-12 * area).any():
        faults.append("wrong area")
    if not np.isfinite(got.centroids).all():
        faults.append("centroid is not finite")
    counts = [len(triangles) for triangles in got.triangles]
    corners = np.concatenate([ring[triangles] for ring, triangles in zip(got.rings, got.triangles, strict=True)])
    a, b, c = corners.transpose(1, 0, 2)
    twice = np.abs((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])
    filled = np.add.reduceat(twice, offsets_of(counts)[:-1]) / 2
    if counts != [len(ring) - 2 for ring in got.rings] or (np.abs(filled - own) > 1e-9 * own).any():
        faults.append("triangles do not fill the ring")
    parts = [ring[part] for ring, parts in zip(got.rings, got.parts, strict=True) for part in parts]
    shares, turns, first = crosses_of(parts)
    filled = np.add.reduceat(shares, first[offsets_of([len(parts) for parts in got.parts])[:-1]]) / 2
    if not all(3 <= len(part) <= 8 for part in parts) or (turns < -1e-9 * area).any():
        faults.append("part is not convex")
    if (np.abs(filled - own) > 1e-9 * own).any():
        faults.append("parts do not fill the ring")
    return faults


def middles_of(got: Fragments) -> tuple[Array, Array]:
    """Give the middle of each fragment's largest triangle, which is inside of it, and the triangle's area."""
    middles, areas = [], []
    for ring, triangles in zip(got.rings, got.triangles, strict=True):
        a, b, c = ring[triangles].transpose(1, 0, 2)
        twice = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
        best = int(twice.argmax())
        middles.append((a[best] + b[best] + c[best]) / 3)
        areas.append(twice[best] / 2)
    return np.array(middles), np.array(areas)


def faults_of_places(request: Request, got: Fragments, area: float) -> list[str]:
    """List what lies outside of the polygon, or in another cell than it says; specks are not looked at."""
    faults = []
    middles, areas = middles_of(got)
    inside = np.logical_xor.reduce([shapely.contains_xy(shapely.Polygon(ring), middles) for ring in request.rings])
    large = areas > 1e-9 * area
    if not inside[large].all():
        faults.append("fragment outside of the polygon")
    cuts = np.asarray(request.cuts).reshape(-1, 2)
    if request.mode == SITES:
        distances = np.hypot(*(middles[:, None] - cuts[None]).transpose(2, 0, 1))
        own = distances[np.arange(len(middles)), got.cells.astype(np.intp)]
        if (own - distances.min(1) > 1e-6)[large].any():
            faults.append("wrong cell")
    else:
        start, along = cuts[::2], cuts[1::2] - cuts[::2]
        away = middles[:, None] - start[None]
        side = (along[:, 0] * away[..., 1] - along[:, 1] * away[..., 0]) / np.hypot(*along.T)
        bits = (got.cells[:, None] >> np.arange(len(start), dtype=np.uint64)) & np.uint64(1)
        if ((bits == 1) != (side > 0))[large][np.abs(side[large]) > 1e-6].any():
            faults.append("wrong cell")
    return faults


__all__ = [
    "LINES",
    "SHAPES",
    "SITES",
    "Fragments",
    "Package",
    "Request",
    "Rings",
    "faults_of",
    "lines_across",
    "pack",
    "polygon_of",
    "sites_in",
    "unpack",
]
