"""Shapes, sites and lines that the kernel's tests and benchmarks share, and the judge of its results."""

from __future__ import annotations

import math
from dataclasses import dataclass
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
    return np.c_[np.cos(angles), np.sin(angles)] * distance[:, None] * radius + np.array(centre)


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
        triangles=[triangles[a:b] for a, b in zip(triangle_rows, triangle_rows[1:], strict=False)],
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


def shoelace(ring: Array) -> float:
    """Give the signed area."""
    x, y = (ring - ring[0]).T
    return math.fsum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2


def faults_of(request: Request, got: Fragments) -> list[str]:
    """What is wrong with a result, judged by GEOS and by plain sums; nothing if all is well."""
    faults = []
    area = sum(shoelace(ring) for ring in request.rings)
    if abs(sum(shoelace(ring) for ring in got.rings) - area) > 1e-12 * area:
        faults.append("areas do not sum to the input")
    polygons = np.array([shapely.Polygon(ring) for ring in got.rings], object)
    if not shapely.is_valid(polygons).all():
        faults.append("invalid ring")
    elif not shapely.coverage_is_valid(polygons):
        faults.append("fragments do not fit together")
    faults += faults_of_shards(got, area)
    return faults


def faults_of_shards(got: Fragments, area: float) -> list[str]:
    """What is wrong with areas, centroids, triangles and convex parts."""
    faults = []
    for f, ring in enumerate(got.rings):
        own = shoelace(ring)
        if not own > 0 or abs(own - got.areas[f]) > 1e-12 * area:
            faults.append("wrong area")
        if not np.isfinite(got.centroids[f]).all():
            faults.append("centroid is not finite")
        a, b, c = ring[got.triangles[f]].transpose(1, 0, 2)
        twice = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
        if len(twice) != len(ring) - 2 or abs(np.abs(twice).sum() / 2 - own) > 1e-9 * own:
            faults.append("triangles do not fill the ring")
        sums = 0.0
        for part in got.parts[f]:
            corners = ring[part]
            sums += shoelace(corners)
            along = np.roll(corners, -1, 0) - corners
            after = np.roll(along, -1, 0)
            turns = along[:, 0] * after[:, 1] - along[:, 1] * after[:, 0]
            if len(part) > 8 or len(part) < 3 or (turns < -1e-9 * area).any():
                faults.append("part is not convex")
        if abs(sums - own) > 1e-9 * own:
            faults.append("parts do not fill the ring")
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
    "shoelace",
    "sites_in",
    "unpack",
]
