"""A fracture as it crosses the bridge: float32, in flat arrays, as docs/architecture.md lays down.

Rounding comes before triangles and convex parts are made, so that these are sound for the points the game gets.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeGuard, cast

import numpy as np
import shapely

from cutout.errors import BadMessage, UnstableGeometry

from . import express
from . import rings as ring_layout
from .door import Polygon, read_rings
from .extrusion import Extrusion, Surfaces, extrude
from .float32_grid import snapped
from .fracture import Fracture, Report
from .merging import NOBODY, Merged, carried, merge
from .params import FractureParams
from .shards import Shards, measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .rings import Flags, Floats, Ints
    from .subdivision import PathName

MAX_ROUNDS: Final = 8
"""Merging a collapsed fragment changes a neighbour; seldom one that then collapses itself."""

FLOATS: Final = {"points": 2, "areas": 1, "centroids": 2, "shared_lengths": 1}
"""The float arrays of fragments and their columns; all others are int32 and flat."""
_COLUMNS: Final = {**FLOATS, "positions": 3, "normals": 3, "uvs": 2}
"""The same, with those of surfaces."""

_REQUEST: Final = {"points", "offsets", "params"}
_PLAIN: Final = {int, float, str, bool}
_SEEDS: Final = 1 << 63
_ARRAYS: Final = tuple(array.name for array in fields(Shards))
_SURFACES: Final = tuple(array.name for array in fields(Surfaces))


def pack(fracture: Fracture) -> dict[str, object]:
    """Return a fracture as the result of the kind ``fracture``.

    Parameters
    ----------
    fracture : Fracture

    Returns
    -------
    dict
        float32 and int32 arrays by name, and the report. A fragment that float32 cannot hold is merged into a
        neighbour, or discarded and counted in the report if it has none.

    Raises
    ------
    UnstableGeometry
        float32 cannot hold the fragments: the polygon is too far from the origin for its size.
    """
    if (quick := express.round_shards(fracture.shards)) is not None:
        return packed(quick, fracture.report, fracture.extrusion)
    points, offsets, places, lost = rounded(fracture.points, fracture.offsets)
    shards = measure(points, offsets)
    singles = {name: getattr(shards, name).astype(np.float32) for name in FLOATS}
    flat = {name: getattr(shards, name).ravel() for name in ("triangles", "neighbours")}
    report = replace(fracture.report, discarded_area=fracture.report.discarded_area + lost)
    if report.rest:
        areas, _ = ring_layout.areas_and_centroids(fracture.points, fracture.offsets)
        stands = np.isin(np.arange(len(fracture)), report.rest)
        rest = np.flatnonzero(carried(stands, areas, places, len(offsets) - 1))
        report = replace(report, rest=tuple(rest.tolist()))
    return packed(replace(shards, **singles, **flat), report, fracture.extrusion)


def packed(shards: Shards, report: Report, extrusion: Extrusion | None = None) -> dict[str, object]:
    """Return shards, in float32 and flat, and their report as a result."""
    result: dict[str, object] = {name: getattr(shards, name) for name in _ARRAYS}
    result["report"] = report.to_dict()
    if extrusion is not None:
        result["surfaces"] = packed_surfaces(shards, extrusion)
    return result


def packed_surfaces(shards: Shards, extrusion: Extrusion) -> dict[str, object]:
    """Return the surfaces of shards in float32 by name."""
    surfaces = extrude(shards, extrusion)
    return {name: getattr(surfaces, name) for name in _SURFACES}


def rounded(points: Floats, offsets: Ints) -> Merged:
    """Round rings to float32 without breaking them.

    Returns
    -------
    Merged
        Its points are float32 numbers in float64.
    """
    lost = 0.0
    places = np.arange(len(offsets) - 1, dtype=np.int32)
    whole = points, offsets
    for _ in range(MAX_ROUNDS):
        if len(points) == 0:
            return Merged(points, offsets, places, lost)
        near = points.astype(np.float32).astype(np.float64)
        near, near_offsets = ring_layout.without_repeats(near, offsets)
        broken = are_broken(near, near_offsets)
        if not broken.any():
            return Merged(near, near_offsets, places, lost)
        points, offsets, moved, discarded = merge(points, offsets, broken)
        # A ring that was dropped before stays so: the last of the moves, which -1 points to, is one more -1.
        places = np.append(moved, np.int32(NOBODY))[places]
        lost += discarded
    on_grid = snapped(*whole)
    if on_grid is not None and not are_broken(on_grid.points, on_grid.offsets).any():
        return on_grid
    raise UnstableGeometry("float32 cannot hold these fragments: move the polygon nearer to the origin")


def are_broken(points: Floats, offsets: Ints) -> Flags:
    """Return for each ring whether it is no longer a valid polygon of positive area."""
    broken: Flags = np.diff(offsets) < 3  # noqa: PLR2004 - a triangle
    whole = np.flatnonzero(~broken)
    whole_points, whole_offsets = ring_layout.take(points, offsets, whole)
    if len(whole):
        areas, _ = ring_layout.areas_and_centroids(whole_points, whole_offsets)
        valid = shapely.is_valid(ring_layout.to_shapes(whole_points, whole_offsets))
        broken[whole[(areas <= 0.0) | ~valid]] = True
    return broken


def unpack(packed: Mapping[str, object]) -> Fracture:
    """Return the fracture in a result.

    Raises
    ------
    BadMessage
        A key is absent or of a wrong type.
    """
    arrays = {array.name: _array(packed, array.name) for array in fields(Shards)}
    arrays["neighbours"] = arrays["neighbours"].reshape(-1, 2)
    surfaces = packed.get("surfaces")
    if surfaces is not None and not isinstance(surfaces, Mapping):
        raise BadMessage("surfaces must be a dictionary")
    report = packed.get("report")
    if not isinstance(report, Mapping):
        raise BadMessage("report must be a dictionary")
    try:
        read = Report(
            path=cast("PathName", str(report["path"])),
            input_area=float(report["input_area"]),
            area_error=float(report["area_error"]),
            discarded_area=float(report["discarded_area"]),
            repaired=bool(report["repaired"]),
            notes=tuple(map(str, report["notes"])),
            removed_area=float(report["removed_area"]),
            rest=tuple(map(operator.index, report["rest"])),
            refracture_depth=operator.index(report.get("refracture_depth", 1)),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadMessage(f"report is not one: {wrong!r}") from None
    fracture = Fracture.from_shards(Shards(**arrays), read)
    if surfaces is not None:
        fracture.__dict__["surfaces"] = Surfaces(**{name: _as_it_came(surfaces, name) for name in _SURFACES})
    return fracture


def pack_request(polygon: Polygon, params: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return a polygon and parameters as a request of the kind ``fracture``, the same that a game would send.

    Points are rounded to float32, those in the parameters too; single numbers are float64 in Godot as well.

    Raises
    ------
    BadPolygon, TooLarge
        The polygon has not the shape of one.
    """
    points, offsets = read_rings(polygon)
    sent = {name: _as_sent(value) for name, value in (params or {}).items()}
    return {"points": _single(points), "offsets": offsets, "params": sent}


def _as_sent(value: object) -> object:
    """Return the value of a parameter as plain values and arrays of float32; what is wrong with it stays wrong."""
    if isinstance(value, np.generic):
        plain: object = value.item()
        return plain
    if not isinstance(value, list | tuple | np.ndarray | memoryview):
        return value
    try:
        array = np.asarray(value)
    except ValueError:  # of uneven lengths
        return [_as_sent(each) for each in value]
    if array.dtype.kind not in "fiu" or array.ndim > 2:  # noqa: PLR2004 - a list of points
        return [_as_sent(each) for each in value]
    if array.ndim == 2 and array.shape[1] != 2:  # noqa: PLR2004 - x and y
        return array.tolist()
    return _single(array)


def _single(array: NDArray[Any]) -> NDArray[np.float32]:
    """Round to float32; what is too large becomes infinity, which is refused as such."""
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, np.float32)


def unpack_request(request: Mapping[str, object]) -> tuple[list[Floats], dict[str, object]]:
    """Return the rings and the parameters in a request; the door and `FractureParams` check what they hold.

    Raises
    ------
    BadMessage
        A key is absent, of a wrong type, or offsets that do not cut the points into rings.
    """
    points, offsets = _array(request, "points"), _array(request, "offsets")
    params = request.get("params", {})
    if not isinstance(params, dict):
        raise BadMessage(f"params must be a dictionary, not {type(params).__name__}")
    unknown = request.keys() - _REQUEST
    if unknown:
        raise BadMessage("a fracture request has no key " + ", ".join(map(repr, sorted(map(str, unknown)))))
    if len(offsets) == 0 or offsets[0] != 0 or offsets[-1] != len(points) or (np.diff(offsets) < 0).any():
        raise BadMessage(f"offsets must rise from 0 to the number of points, {len(points)}")
    return ring_layout.split(points, offsets), params


def read_order(request: Mapping[str, object]) -> express.Order:
    """Return a request as an order of the fast way.

    Raises
    ------
    BadMessage
        As `unpack_request`.
    BadParams
        As `FractureParams.from_mapping`.
    """
    points, offsets = request.get("points"), request.get("offsets")
    params = request.get("params", {})
    if not (_are_floats(points) and _are_ints(offsets) and isinstance(params, dict) and len(request) == len(_REQUEST)):
        rings, params = unpack_request(request)  # which says what is wrong, if anything is
        points, offsets = ring_layout.join(rings)
    ends = offsets.tolist()
    if not ends or ends[0] != 0 or ends[-1] != len(points) or ends != sorted(ends):
        unpack_request(request)
    shared, seed = read_shared(params)
    return express.Order(np.asarray(points), ends[1:], shared, seed)


def _are_floats(points: object) -> TypeGuard[Any]:
    return isinstance(points, memoryview) and points.format == "f" and (points.shape or ())[1:] == (2,)


def _are_ints(offsets: object) -> TypeGuard[Any]:
    return isinstance(offsets, memoryview) and offsets.format == "i" and offsets.ndim == 1


def read_shared(params: dict[str, object]) -> tuple[FractureParams, int]:
    """Return parameters and their seed; those that differ in the seed alone are read once."""
    seed = params.get("seed", 0)
    rest = tuple((name, type(value), value) for name, value in params.items() if name != "seed")
    if type(seed) is int and abs(seed) < _SEEDS and all(kind in _PLAIN for _, kind, _ in rest):
        return _read_plain(rest), seed
    read = FractureParams.from_mapping(params)
    return read, read.seed


@lru_cache(maxsize=256)
def _read_plain(rest: tuple[tuple[str, type, object], ...]) -> FractureParams:
    """Read parameters without a seed. The types are there because 1, 1.0 and True are equal."""
    return FractureParams.from_mapping({name: value for name, _, value in rest})


def _array(source: Mapping[str, object], name: str) -> NDArray[Any]:
    """Return an array of a message in the form computed with: float64 or int32."""
    found = _as_it_came(source, name)
    return found.astype(np.float64) if name in _COLUMNS else found


def _as_it_came(source: Mapping[str, object], name: str) -> NDArray[Any]:
    """Return an array of a message: float32 or int32."""
    if name not in source:
        raise BadMessage(f"{name} is missing")
    columns = _COLUMNS.get(name, 1)
    kind = np.float32 if name in _COLUMNS else np.int32
    value = source[name]
    found = np.asarray(value) if isinstance(value, memoryview | np.ndarray) else None
    tail = () if columns == 1 else (columns,)
    if found is None or found.dtype != kind or found.ndim == 0 or found.shape[1:] != tail:
        shape = "(n,)" if columns == 1 else f"(n, {columns})"
        raise BadMessage(f"{name} must be an array of {np.dtype(kind)} of shape {shape}")
    return found
