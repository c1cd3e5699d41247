"""The fast way from polygons to shards: a whole batch through compiled code, one call a stage.

::

    polygons ─▶ kernel.polygons ─▶ kernel.scatter ─▶ kernel ─▶ kernel.finish ─▶ shards
                canonical form     seed points       split     checked, rounded
                                   or a pattern's plan

A stage refuses what it is not made for or not sure about: polygons to repair, cuts along paths, fragments to merge,
anything that a guard finds fault with. Who is refused gets None here, and goes the careful way
(`cutout.fracturing.fracture`), which takes everything. Whether a request is refused depends on that request alone, so
its result does not depend on the batch it came in.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from . import compiled
from .cuts import Lines, Sites
from .endless_lines import MAX_LINES
from .outline import Outline
from .patterns.random import Random
from .planning import plan
from .shards import Shards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .params import FractureParams
    from .rings import Floats

MAX_POINTS: Final = 1024
"""Points of one polygon: more take the careful way, where they do not hold up the rest of the batch."""

_UINT64: Final = 2**64 - 1
_local = threading.local()


@dataclass(frozen=True, eq=False, slots=True)
class Order:
    """A polygon to break.

    Parameters
    ----------
    points : (n, 2) float64 or float32, px
    ends : list of int
        Where each ring ends; rings have whatever winding, and may be anything but arrays of numbers.
    params : FractureParams
    seed : int
        In the place of that in `params`, which can so be shared by orders that differ in nothing else.
    """

    points: NDArray[Any]
    ends: list[int]
    params: FractureParams
    seed: int


@dataclass(frozen=True, eq=False, slots=True)
class Broken:
    """What came of an order.

    Parameters
    ----------
    arrays : dict
        The fields of `Shards` as memoryviews, in the coordinates of the order; floats are float32 if rounding was
        wanted, and `neighbours` is flat, as in a result of the kind.
    input_area : float, px²
    area_error : float
        Of the fragments' areas against `input_area`, relative.
    """

    arrays: dict[str, Any]
    input_area: float
    area_error: float

    def shards(self) -> Shards:
        """Return the arrays as such."""
        arrays = {name: np.asarray(values) for name, values in self.arrays.items()}
        return Shards(**arrays | {"neighbours": arrays["neighbours"].reshape(-1, 2)})


class Line:
    """The compiled stages with their scratch memory: one a thread."""

    def __init__(self) -> None:
        self.polygons, self.scatter, self.finish = compiled.Polygons(), compiled.Scatter(), compiled.Finish()


def break_all(orders: Sequence[Order], *, rounded: bool) -> list[Broken | None]:
    """Break a batch of polygons.

    Parameters
    ----------
    orders : sequence of Order
    rounded : bool
        Give float32, checked to be sound, as it crosses the bridge; else float64.

    Returns
    -------
    list of Broken or None
        None for an order that must go the careful way.
    """
    if not compiled.AVAILABLE or not orders:
        return [None] * len(orders)
    line = vars(_local).pop("line", None) or Line()
    points, rings, polygons, measures = line.polygons.run(*_packed(orders))
    sizes = np.asarray(measures).reshape(-1, 7)
    cuts, cut_offsets, modes = _cuts(line, orders, points, rings, polygons, measures)
    found = compiled.subdivide_batch(points, rings, polygons, cuts, cut_offsets, modes)
    finished = line.finish.run(
        found.fragments,
        found.points,
        found.offsets,
        found.triangles,
        found.triangle_offsets,
        found.parts,
        found.part_offsets,
        found.fragment_parts,
        found.areas,
        measures,
        rounded=rounded,
    )
    _local.line = line
    results = _Results(found, finished, rounded=rounded)
    areas = sizes[:, 2].tolist()
    return [
        results.broken(i, areas[i]) if results.is_good(i, order.params, polygons, modes[i]) else None
        for i, order in enumerate(orders)
    ]


def round_shards(shards: Shards) -> Shards | None:
    """Round the shards of one fracture to float32; None if they would not all be sound."""
    if not compiled.AVAILABLE or len(shards.areas) == 0:
        return None
    line = vars(_local).pop("line", None) or Line()
    finished = line.finish.run(
        buffer(np.array([0, len(shards.areas)], np.int32)),
        buffer(shards.points),
        buffer(shards.offsets),
        buffer(shards.triangles),
        buffer(shards.triangle_offsets),
        buffer(shards.parts),
        buffer(shards.part_offsets),
        buffer(shards.fragment_parts),
        buffer(shards.areas),
        buffer(np.zeros(2)),
        rounded=True,
    )
    _local.line = line
    if not finished["sound"][0]:
        return None
    return replace(
        shards,
        points=_single(finished["points"]).reshape(-1, 2),
        areas=_single(finished["areas"]),
        centroids=_single(finished["centroids"]).reshape(-1, 2),
        triangles=shards.triangles.ravel(),
        neighbours=shards.neighbours.ravel(),
        shared_lengths=_single(shards.shared_lengths),
    )


def buffer(array: NDArray[Any]) -> Any:
    """Return an array as the flat buffer that compiled code takes; its type has no name before Python 3.12."""
    return array.ravel().data


def _single(values: Any) -> Any:
    """Return floats as float32."""
    return np.asarray(values).astype(np.float32)


def _packed(orders: Sequence[Order]) -> tuple[Any, Any, Any]:
    """Lay out the polygons of a batch for `Polygons.run`; too large ones are left out."""
    parts, ring_offsets, polygon_offsets, total = [], [0], [0], 0
    for order in orders:
        if len(order.points) <= MAX_POINTS:
            parts.append(order.points)
            ring_offsets += [total + end for end in order.ends]
            total += len(order.points)
        polygon_offsets.append(len(ring_offsets) - 1)
    points = np.concatenate(parts, dtype=np.float64, casting="safe") if parts else np.zeros((0, 2))
    return buffer(points), buffer(np.array(ring_offsets, np.int32)), buffer(np.array(polygon_offsets, np.int32))


def _cuts(  # noqa: PLR0917 - one buffer a field
    line: Line, orders: Sequence[Order], points: Any, rings: Any, polygons: Any, measures: Any
) -> tuple[Any, Any, bytearray]:
    """Return the cuts of a batch as `subdivide_batch` takes them; none for those that must go the careful way."""
    count = len(orders)
    sizes = np.asarray(measures).reshape(-1, 7)
    counts, paddings, seeds = [0] * count, [0.0] * count, [0] * count
    planned: dict[int, Floats] = {}
    modes = bytearray([compiled.SITES]) * count
    for i, order in enumerate(orders):
        params = order.params
        if polygons[i] == polygons[i + 1]:
            continue
        if isinstance(params, Random):
            counts[i], paddings[i], seeds[i] = params.fragment_count, params.edge_padding, order.seed & _UINT64
            continue
        try:
            cuts = plan(
                _outline(points, rings, polygons[i], polygons[i + 1], sizes[i]), replace(params, seed=order.seed)
            )
        except Exception:  # noqa: BLE001, S112 - found again, and told, on the careful way; others go on
            continue
        if isinstance(cuts, Sites):
            planned[i] = cuts.points
        elif isinstance(cuts, Lines) and 0 < len(cuts.ends) <= MAX_LINES:
            planned[i] = cuts.ends.reshape(-1, 2)
            modes[i] = compiled.LINES
    scattered, offsets = line.scatter.run(
        points,
        rings,
        polygons,
        measures[3:],
        buffer(np.array(counts, np.int32)),
        buffer(np.array(paddings)),
        buffer(np.array(seeds, np.uint64)),
    )
    if not planned:
        return scattered[: 2 * offsets[count]], offsets, modes
    sites = np.asarray(scattered)[: 2 * offsets[count]].reshape(-1, 2)
    each = [planned[i] if i in planned else sites[offsets[i] : offsets[i + 1]] for i in range(count)]
    ends = np.cumsum([0, *map(len, each)], dtype=np.int32)
    return buffer(np.concatenate(each)), buffer(ends), modes


def _outline(points: Any, rings: Any, first: int, last: int, size: Floats) -> Outline:
    """Return one polygon as patterns in Python know it."""
    offsets = np.asarray(rings)[first : last + 1]
    start, end = int(offsets[0]), int(offsets[-1])
    return Outline(
        points=np.asarray(points)[2 * start : 2 * end].reshape(-1, 2),
        offsets=offsets - offsets[0],
        origin=size[:2],
        area=float(size[2]),
    )


class _Results:
    """The results of a batch, to be sliced: memoryviews, which are sliced and encoded faster than arrays."""

    def __init__(self, found: Any, finished: dict[str, Any], *, rounded: bool) -> None:
        self.found, self.finished, self.rounded = found, finished, rounded
        self.points = self.floats(finished["points"], 2, len(found.points))
        self.centroids = self.floats(finished["centroids"], 2, len(found.centroids))
        self.areas = self.floats(finished["areas"], 1, len(found.areas))
        self.shared_lengths = self.floats(found.shared_lengths, 1, len(found.shared_lengths))
        self.offsets, self.triangle_offsets = finished["own_offsets"], finished["own_triangle_offsets"]
        self.fragment_parts, self.part_offsets = finished["own_fragment_parts"], finished["own_part_offsets"]

    def floats(self, values: Any, columns: int, count: int) -> Any:
        """Return the first `count` floats in the precision wanted, in rows of two if there are columns."""
        array = np.asarray(values)[:count]
        if self.rounded:
            array = array.astype(np.float32)
        return (array.reshape(-1, columns) if columns > 1 else array).data

    def is_good(self, i: int, params: FractureParams, polygons: Any, mode: int) -> bool:
        """Tell whether request `i` came out well and leaves nothing to do."""
        if self.found.statuses[i] != compiled.Status.OK or not self.finished["sound"][i]:
            return False
        least = params.min_fragment_area
        if least > 0.0 and params.small_fragments != "keep" and self.finished["least"][i] < least:
            return False
        # Lines that miss the polygon are worth a note, and holes tell nothing of how many pieces there were.
        pieces = self.found.fragments[i + 1] - self.found.fragments[i]
        return mode == compiled.SITES or pieces > polygons[i + 1] - polygons[i]

    def broken(self, i: int, area: float) -> Broken:
        """Return request `i`."""
        found = self.found
        a, b = found.fragments[i], found.fragments[i + 1]
        start, end = found.offsets[a], found.offsets[b]
        part, last_part = found.fragment_parts[a], found.fragment_parts[b]
        pair, last_pair = found.pairs[i], found.pairs[i + 1]
        arrays = {
            "points": self.points[start:end],
            "offsets": self.offsets[a + i : b + i + 1],
            "areas": self.areas[a:b],
            "centroids": self.centroids[a:b],
            "triangles": found.triangles[found.triangle_offsets[a] : found.triangle_offsets[b]],
            "triangle_offsets": self.triangle_offsets[a + i : b + i + 1],
            "parts": found.parts[found.part_offsets[part] : found.part_offsets[last_part]],
            "part_offsets": self.part_offsets[part + i : last_part + i + 1],
            "fragment_parts": self.fragment_parts[a + i : b + i + 1],
            "neighbours": found.neighbours[2 * pair : 2 * last_pair],
            "shared_lengths": self.shared_lengths[pair:last_pair],
        }
        error = abs(self.finished["totals"][i] - area) / area
        return Broken(arrays, area, error)
