"""The kind ``road_mesh``: from a request to the mesh, the collider and the diagnostics of one road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cutout.errors import BadParams, TooLarge
from cutout.surfaces import pack_mesh

from .bridging import bridge, railing_collider
from .junctions import Arm, junction
from .options import read_options
from .profile import Profile
from .road import MAX_COORDINATE, Road
from .sweeping import collider, sweep
from .terrain import Terrain, cut, draped, levelled, settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cutout.surfaces import Surface

MAX_HEIGHTS: Final = 1 << 20
SUNK: Final = 0.3
"""How much deeper than beside a road the ground lies below it, m, where it is cut."""
MAX_VERTICES: Final = 1_000_000
PARTS: Final = ("type", "points", "center", "terrain")
"""What a request has beside options."""
_TERRAIN: Final = ("heights", "columns", "step", "origin")


@dataclass(frozen=True, slots=True, eq=False)
class _Built:
    """What was made: surfaces, triangles to collide with, the length of all roads, and the terrain if it was cut."""

    surfaces: list[Surface]
    collider: NDArray[np.float64]
    length: float
    heights: NDArray[np.float64] | None = None


def generate(request: Mapping[str, Any]) -> dict[str, object]:
    """Return the result of the kind ``road_mesh``, as docs/architecture.md lays it down.

    Parameters
    ----------
    request : mapping
        ``points`` (n, 3) m; ``type``, by default ``standard``; ``center`` of an intersection; ``terrain``, a mapping
        with ``heights`` (rows * columns,) m, ``columns``, ``step`` m and ``origin`` (3,) m; and options by name.

    Raises
    ------
    BadParams, TooLarge, UnstableGeometry
        The message names the part or the option, its value and what is allowed.
    """
    options = {name: value for name, value in request.items() if name not in PARTS}
    type_ = request.get("type", "standard")
    if "points" not in request:
        raise BadParams("points are missing; pass the points that the middle of the road goes through")
    values = read_options(type_ if isinstance(type_, str) else repr(type_), options)
    profile = Profile.of(type_, options)
    terrain = None if request.get("terrain") is None else _terrain(request["terrain"])
    if values["fit"] != "none" and terrain is None:
        raise BadParams(f"fit is {values['fit']}, which needs a terrain; pass one, or none as fit")
    if "center" in request and type_ != "intersection":
        raise BadParams(f"a road of the type {type_} has no center; leave it out, or ask for an intersection")
    make = {"bridge": _bridge, "intersection": _intersection}.get(type_, _road)
    return _packed(make(request, profile, values, terrain))


def _road(request: Mapping[str, Any], profile: Profile, values: dict[str, Any], terrain: Terrain | None) -> _Built:
    """Return a road on the ground."""
    road = Road.through(request["points"], profile, values["step"])
    heights = None
    if terrain is not None and values["fit"] == "drape":
        road = draped(road, terrain, values["clearance"])
    elif terrain is not None and values["fit"] == "cut":
        road = levelled(road, terrain)
        heights = _cut(terrain, collider(road, 0, len(road) - 1), values)
    last = len(road) - 1
    surfaces = sweep(road, 0, last, 1 << values["lod"], caps=(True, True))
    return _Built(surfaces, collider(road, 0, last), road.length, heights)


def _cut(terrain: Terrain, corners: NDArray[np.float64], values: dict[str, Any]) -> NDArray[np.float64]:
    """Return the heights of a terrain that lies below these triangles."""
    # The sides of the road hide how deep that is.
    sunk = min(SUNK, values["skirt"] / 2.0)
    return cut(terrain, corners.reshape(-1, 3, 3), values["clearance"], values["cut_slope"], sunk)


def _bridge(request: Mapping[str, Any], profile: Profile, values: dict[str, Any], terrain: Terrain | None) -> _Built:
    """Return a bridge over a terrain, or over level ground."""
    if values["fit"] != "none":
        raise BadParams(f"fit is {values['fit']}, and a bridge keeps its own heights; leave it out")
    road = Road.through(request["points"], profile, values["step"])
    last = len(road) - 1

    def level(x: NDArray[np.float64], _z: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.full(len(x), values["ground_height"])

    ground = level if terrain is None else terrain.at
    surfaces = bridge(road, 0, last, 1 << values["lod"], ground, caps=(True, True))
    triangles = np.concatenate([collider(road, 0, last), railing_collider(road, 0, last)])
    return _Built(surfaces, triangles, road.length)


def _intersection(
    request: Mapping[str, Any], profile: Profile, values: dict[str, Any], terrain: Terrain | None
) -> _Built:
    """Return roads that meet at a centre."""
    if "center" not in request:
        raise BadParams("center is missing; pass where the arms of the intersection meet")
    center = _vector("center", request["center"])
    ends = np.asarray(request["points"], np.float64)
    if ends.ndim != 2 or ends.shape[1] != 3:  # noqa: PLR2004 - x, y and z
        raise BadParams(f"points must be points in space, and have the shape {ends.shape}, not (n, 3)")
    roads = [Road.through(np.stack([center, end]), profile, values["step"]) for end in ends]
    if terrain is not None and values["fit"] != "none":
        is_draped = values["fit"] == "drape"
        roads = [draped(road, terrain, values["clearance"]) if is_draped else levelled(road, terrain) for road in roads]
        heights = [float(road.points[0, 1]) for road in roads]
        center[1] = max(heights) if is_draped else sum(heights) / len(heights)
        roads = settled(roads, float(center[1]))
    met = junction(center, [Arm(road) for road in roads], values["lod"])
    surfaces, triangles = list(met.surfaces), [met.collider]
    for road, station in zip(roads, met.stations, strict=True):
        last = len(road) - 1
        surfaces += sweep(road, station, last, 1 << values["lod"], caps=(True, True))
        triangles.append(collider(road, station, last))
    corners = np.concatenate(triangles)
    cut_heights = _cut(terrain, corners, values) if terrain is not None and values["fit"] == "cut" else None
    return _Built(surfaces, corners, sum(road.length for road in roads), cut_heights)


def _packed(built: _Built) -> dict[str, object]:
    mesh: Any = pack_mesh(built.surfaces)
    positions = mesh["positions"]
    if len(positions) > MAX_VERTICES:
        raise TooLarge(
            f"the mesh has {len(positions)} vertices; at most {MAX_VERTICES} will do: "
            "cut the road into several, or take a greater step or lod"
        )
    result: dict[str, object] = {
        "mesh": mesh,
        "collider": np.ascontiguousarray(built.collider.astype(np.float32)),
        "length": built.length,
        "vertices": len(positions),
        "triangles": len(mesh["indices"]) // 3,
        "bounds": np.stack([positions.min(axis=0), positions.max(axis=0)]),
    }
    if built.heights is not None:
        result["terrain_heights"] = built.heights.ravel().astype(np.float32)
    return result


def _terrain(value: object) -> Terrain:
    """Return the terrain of a request."""
    if not hasattr(value, "keys") or sorted(value.keys()) != sorted(_TERRAIN):
        raise BadParams(f"terrain must be a dictionary with {', '.join(_TERRAIN)}")
    parts: Mapping[str, Any] = value  # type: ignore[assignment]  # it has keys
    heights = _floats("terrain heights", parts["heights"])
    columns, step = parts["columns"], parts["step"]
    if len(heights) > MAX_HEIGHTS:
        raise TooLarge(f"the terrain has {len(heights)} heights; at most {MAX_HEIGHTS} will do: pass what is near")
    if not isinstance(columns, int) or columns < 2 or len(heights) % columns or len(heights) < 2 * columns:  # noqa: PLR2004 - a cell has two heights each way
        raise BadParams(f"terrain columns are {columns!r}, which does not divide {len(heights)} heights into 2 or more")
    if not isinstance(step, int | float) or not 0.0 < step <= 1000.0:  # noqa: PLR2004 - as the message says
        raise BadParams(f"terrain step must be over 0 and at most 1000, and {step!r} is not")
    origin = _vector("terrain origin", parts["origin"])
    return Terrain(heights.reshape(-1, columns), float(step), (float(origin[0]), float(origin[1]), float(origin[2])))


def _vector(name: str, value: object) -> NDArray[np.float64]:
    vector = _floats(name, value)
    if vector.shape != (3,):
        raise BadParams(f"{name} must be three numbers, and has the shape {vector.shape}")
    return vector


def _floats(name: str, value: object) -> NDArray[np.float64]:
    """Return an array of finite numbers, (n,)."""
    try:
        array = np.array(value, np.float64)
    except (TypeError, ValueError):
        raise BadParams(f"{name} must be numbers") from None
    if array.ndim != 1 or not (np.abs(array) <= MAX_COORDINATE).all():
        raise BadParams(f"{name} must be numbers, finite and at most {MAX_COORDINATE:g} from 0")
    return array
