"""From a request to a result: what becomes of a file of a mesh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import BadFile, CutoutError, FileMissing, TooLarge
from cutout.surfaces import Surface, pack_surfaces

from .axes import to_game, turned
from .collision import hull_points
from .content import opened
from .corners import Corners, make_corners
from .formats import read_mesh
from .lods import Level, coarser_levels
from .options import MeshRequest, Options
from .raw import RawMesh, check_surfaces, soup
from .repair import Mended, mend
from .rows import all_finite, taken
from .splitting import Part, split
from .welding import weld_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .raw import Floats, Ints

MAX_RESULT: Final = 250 << 20
"""Bytes of a result: a message takes 256 MiB."""

_VERTEX: Final = 24
_UV: Final = 8
_TRIANGLE: Final = 12
_COLLIDER: Final = 36


def load(mapping: Mapping[str, object]) -> dict[str, object]:
    """Load a file of a mesh.

    Parameters
    ----------
    mapping : mapping
        As docs/architecture.md lays down for the kind ``mesh_load``.

    Returns
    -------
    dict
        ``mesh``, ``lods``, ``collision`` and ``report``, as laid down there.

    Raises
    ------
    BadParams
        An unknown name, a wrong type or a value out of range.
    BadPath, FileMissing
        The file is not where files may be, or is not there.
    BadFile
        It does not hold a mesh; the message names the offset or the line.
    TooLarge
        It is larger than ``max_bytes``, or its mesh too large to cross the bridge.
    """
    request = MeshRequest.from_mapping(mapping)
    try:
        # Nothing here holds what was read: of a large file, it goes as soon as its places are known.
        return make_ready(_read(request), request.options)
    except (BadFile, FileMissing, TooLarge) as fault:
        if not request.options.fallback:
            raise
        return make_ready(_cube(str(fault)), Options(normals="flat", collision=request.options.collision))


def _read(request: MeshRequest) -> RawMesh:
    with opened(request) as content:
        return read_mesh(content, request.path)


def make_ready(raw: RawMesh, options: Options) -> dict[str, object]:
    """Return the result for a mesh as its file has it; parameters and errors as `load`."""
    positions = to_game(raw.positions, options.up, options.scale)
    raw = _without_places(raw, options)
    sound, not_finite = _finite(raw, positions, repair=options.repair)
    first, place_of = weld_places(positions)
    places = positions[first]
    del positions
    listed = None if sound is None else np.flatnonzero(sound)
    faces = taken(place_of, raw.faces if listed is None else raw.faces[listed])
    del place_of
    mended = mend(places, faces, repair=options.repair)
    del faces
    kept = mended.kept if listed is None else listed[mended.kept]
    corners = make_corners(raw, kept, places, mended, options)
    material_of = None if raw.material_of is None else raw.material_of[kept]
    _check_size(corners, options)
    collision = _collision(options.collision, places, mended.faces)
    report = _report(raw, mended, not_finite, corners, places)
    del mended, kept
    parts = split(corners.indices, material_of)
    check_surfaces(len(parts), len(raw.materials))
    positions_of = places[corners.places]
    surfaces = [_surface(part, raw.materials, corners, positions_of) for part in parts]
    levels = [
        coarser_levels(each.positions, each.normals, part.indices, options.lods, keep_border=len(parts) > 1)
        for each, part in zip(surfaces, parts, strict=True)
    ]
    return {
        "mesh": pack_surfaces(surfaces),
        "lods": _pack_lods(levels),
        "collision": collision,
        "report": report,
    }


def _finite(raw: RawMesh, positions: Floats, *, repair: bool) -> tuple[NDArray[np.bool_] | None, int]:
    """Tell which triangles have three finite corners (None: all), and how many have not."""
    if np.isfinite(positions).all():
        return None, 0
    a, b, c = all_finite(positions)[raw.faces].T
    sound: NDArray[np.bool_] = a & b & c
    count = int(len(sound) - sound.sum())
    if count and not repair:
        raise BadFile(
            f"triangle {int(np.argmin(sound))} has a corner that is not finite{raw.place_of(int(np.argmin(sound)))}, "
            f"and so have {count - 1} others: set repair to leave them out"
        )
    return sound, count


def _without_places(raw: RawMesh, options: Options) -> RawMesh:
    """Return what else is wanted of a mesh, with normals that point as its places do in the game."""
    is_told = options.normals == "file"
    return replace(
        raw,
        positions=raw.positions[:0].copy(),
        face_normals=turned(raw.face_normals, options.up) if is_told and raw.face_normals is not None else None,
        normals=turned(raw.normals, options.up) if is_told and raw.normals is not None else None,
    )


def _surface(part: Part, materials: Sequence[str], corners: Corners, positions: Floats) -> Surface:
    return Surface(
        materials[part.material],
        positions[part.vertices],
        corners.normals[part.vertices],
        np.zeros((0, 2), np.float32) if corners.uvs is None else corners.uvs[part.vertices],
        part.indices[:, ::-1].reshape(-1),
    )


def _pack_lods(levels: list[list[Level]]) -> dict[str, object]:
    """Return the levels of all surfaces, clockwise, as they cross the bridge.

    All surfaces have as many levels as the one with the most: those that a surface lacks are empty.
    """
    count = max(map(len, levels), default=0)
    flat = [level for each in levels for level in each + [_no_level(each)] * (count - len(each))]
    indices = [triangles[:, ::-1].reshape(-1) for _, triangles in flat]
    return {
        "errors": np.array([error for error, _ in flat], np.float32),
        "offsets": np.cumsum([0, *map(len, indices)]).astype(np.int32),
        "indices": np.concatenate(indices).astype(np.int32) if indices else np.zeros(0, np.int32),
    }


def _no_level(levels: list[Level]) -> Level:
    return levels[-1][0] if levels else 0.0, np.zeros((0, 3), np.int64)


def _collision(shape: str, places: Floats, faces: Ints) -> Floats:
    if shape == "trimesh":
        return np.ascontiguousarray(places[faces[:, ::-1].reshape(-1)])
    if shape == "hull":
        return hull_points(places[np.unique(faces)])
    return np.zeros((0, 3), np.float32)


def _report(raw: RawMesh, mended: Mended, not_finite: int, corners: Corners, places: Floats) -> dict[str, object]:
    used = places[corners.places]
    bounds = np.stack([used.min(axis=0), used.max(axis=0)]) if len(used) else np.zeros((2, 3), np.float32)
    notes = list(raw.notes)
    if not len(mended.faces):
        notes.append("no triangle is left: none has an area")
    return {
        "format": raw.format,
        "triangles": len(mended.faces),
        "vertices": len(corners.places),
        "degenerate": mended.degenerate,
        "duplicate": mended.duplicate,
        "not_finite": not_finite,
        "flipped": mended.flipped,
        "is_watertight": mended.is_watertight,
        "volume": mended.volume,
        "bounds": bounds,
        "notes": tuple(notes),
    }


def _check_size(corners: Corners, options: Options) -> None:
    """Refuse what no message can carry."""
    vertices, triangles = len(corners.places), len(corners.indices)
    # The vertices at the seams of surfaces are in both; levels of detail have together as many triangles as the mesh.
    size = vertices * (_VERTEX if corners.uvs is None else _VERTEX + _UV) * 9 // 8
    size += triangles * _TRIANGLE * (2 if options.lods else 1)
    size += triangles * _COLLIDER * (options.collision == "trimesh")
    if size > MAX_RESULT:
        raise TooLarge(
            f"the mesh has {triangles} triangles and {vertices} vertices, about {size} bytes; at most {MAX_RESULT} "
            "cross to the game: simplify it, split it into several files, or ask for smooth normals and no lods or "
            "collision"
        )


def _cube(why: CutoutError | str) -> RawMesh:
    """Return a cube of a metre around the origin, anticlockwise from outside."""
    sides: list[list[tuple[float, float, float]]] = []
    for axis in range(3):
        for sign in (-0.5, 0.5):
            ring = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)][:: 1 if sign > 0 else -1]
            quad = [tuple(np.roll([sign, *pair], axis).tolist()) for pair in ring]
            sides += [[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]]
    return soup("fallback", np.array(sides, np.float32), None, (str(why),))
