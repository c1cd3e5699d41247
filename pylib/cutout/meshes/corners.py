"""From triangles of places to vertices: a place with a normal and texture coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .normals import corner_normals, smooth_groups, units
from .rows import all_finite, any_set, dot, firsts, taken
from .welding import weld

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .options import Options
    from .raw import Floats, Ints, RawMesh
    from .repair import Mended


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """The vertices of a mesh, and which of them are the corners of its triangles.

    Parameters
    ----------
    indices : (t, 3) int32
        Vertex numbers.
    places : (n,) int32
        The place of each vertex.
    normals : (n, 3) float32
        In length 1.
    uvs : (n, 2) float32, optional
    """

    indices: Ints
    places: Ints
    normals: Floats
    uvs: Floats | None


def make_corners(raw: RawMesh, kept: Ints, places: Floats, mended: Mended, options: Options) -> Corners:
    """Return the vertices of triangles.

    Parameters
    ----------
    raw : RawMesh
        With normals that point as they do in the game.
    kept : (t,) int64
        Which of its triangles are left.
    places : (n, 3) float32
    mended : Mended
        What they are now.
    options : Options
    """
    corner_places = mended.faces.reshape(-1)
    if options.normals == "smooth":
        groups, normals = _smooth(places, mended, options.smooth_angle)
    else:
        groups, normals = _told(raw, kept, mended, is_flat=options.normals == "flat")
    keys: list[NDArray[Any]] = [groups]
    if options.normals == "file" and raw.normals is not None:
        keys.append(corner_places)
    source = np.zeros(0, np.int32)
    if raw.uvs is not None:
        source = _source(raw, kept, mended)
        keys.extend((raw.uvs + np.float32(0.0))[source].view(np.uint32).T)
    if not options.weld:
        first = number = np.arange(len(groups), dtype=np.int32)
    elif len(keys) > 1:
        first, number = weld(np.stack([key.astype(np.uint32) for key in keys], axis=1))
    else:
        # The numbers of groups ascend as they first appear.
        first, number = firsts(groups, len(normals)), groups
    uvs = None if raw.uvs is None else np.nan_to_num(raw.uvs[source[first]], posinf=0.0, neginf=0.0)
    return Corners(number.reshape(-1, 3), corner_places[first], normals.astype(np.float32)[groups[first]], uvs)


def _source(raw: RawMesh, kept: Ints, mended: Mended) -> Ints:
    """Return which vertex of the file each corner was: those of turned triangles are in another order."""
    source = raw.faces[kept]
    return np.where(mended.is_flipped[:, None], source[:, ::-1], source).reshape(-1)


def _smooth(places: Floats, mended: Mended, angle: float) -> tuple[Ints, NDArray[np.float64]]:
    """Return which normal each corner has, by numbers that ascend as they first appear, and the normals."""
    labels = smooth_groups(mended.faces, mended.edges, mended.flat, angle)
    # A label is the group's first corner, so their order is that of appearance.
    is_first: NDArray[np.bool_] = np.equal(labels, np.arange(len(labels), dtype=np.int32))
    groups = taken(np.cumsum(is_first, dtype=np.int32) - np.int32(1), labels)
    return groups, corner_normals(places, mended.faces, mended.flat, groups, int(is_first.sum()))


def _told(raw: RawMesh, kept: Ints, mended: Mended, *, is_flat: bool) -> tuple[Ints, NDArray[np.float64]]:
    """Return the same, from the file; flat where it tells nothing, or if that is wanted."""
    flat = mended.flat
    if not is_flat and raw.normals is not None:
        own = raw.normals[_source(raw, kept, mended)].astype(np.float64)
        wide = np.repeat(flat, 3, axis=0)
        each = _outward(own, wide, np.repeat(mended.is_flipped, 3)).astype(np.float32) + np.float32(0.0)
        first, groups = weld(each.view(np.uint32))
        return groups, each[first].astype(np.float64)
    normals = flat
    if not is_flat and raw.face_normals is not None:
        normals = _outward(raw.face_normals[kept].astype(np.float64), flat, mended.is_flipped)
    return np.arange(3 * len(flat), dtype=np.int32), np.repeat(normals, 3, axis=0)


def _outward(own: NDArray[np.float64], flat: NDArray[np.float64], is_flipped: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return normals of a file in length 1, or the flat ones where it has none.

    Those of a triangle that was turned look to the side that it faces now: many programs take them from the order of
    its corners, and were as wrong as that.
    """
    is_told = all_finite(own) & any_set(own)
    told = np.where(is_told[:, None], own, flat)
    turns = is_flipped & (dot(told, flat) < 0.0)
    return units(np.where(turns[:, None], -told, told))
