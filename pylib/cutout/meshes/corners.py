"""From triangles of places to vertices: a place with a normal and texture coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .normals import corner_normals, smooth_groups, units
from .rows import all_finite, any_set, dot
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
    indices : (t, 3) int64
        Vertex numbers.
    places : (n,) int64
        The place of each vertex.
    normals : (n, 3) float64
        In length 1.
    uvs : (n, 2) float32
    """

    indices: Ints
    places: Ints
    normals: NDArray[np.float64]
    uvs: Floats


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
    faces = mended.faces
    corner_places = faces.reshape(-1)
    # Which vertex of the file each corner was: those of turned triangles are in another order.
    source = raw.faces[kept]
    source = np.where(mended.is_flipped[:, None], source[:, ::-1], source).reshape(-1)
    if options.normals == "smooth":
        groups, normals = _smooth(places, mended, options.smooth_angle)
    else:
        groups, normals = _told(raw, kept, source, mended, is_flat=options.normals == "flat")
    keys = [groups.astype(np.uint32)]
    if options.normals == "file" and raw.normals is not None:
        keys.append(corner_places.astype(np.uint32))
    if raw.uvs is not None:
        keys.extend((raw.uvs + np.float32(0.0))[source].view(np.uint32).T)
    if options.weld:
        first, number = weld(np.stack(keys, axis=1)) if len(keys) > 1 else _numbered(groups)
    else:
        first, number = np.arange(len(corner_places)), np.arange(len(corner_places))
    uvs: Floats = np.zeros((len(first), 2), np.float32)
    if raw.uvs is not None:
        uvs = np.nan_to_num(raw.uvs[source[first]], posinf=0.0, neginf=0.0)
    return Corners(number.reshape(-1, 3), corner_places[first], normals[groups[first]], uvs)


def _numbered(groups: Ints) -> tuple[Ints, Ints]:
    """Return what `weld` would for the numbers of groups, which ascend as they first appear."""
    first = np.zeros(int(groups.max(initial=-1)) + 1, np.int64)
    first[groups[::-1]] = np.arange(len(groups))[::-1]
    return first, groups


def _smooth(places: Floats, mended: Mended, angle: float) -> tuple[Ints, NDArray[np.float64]]:
    """Return which normal each corner has, by numbers that ascend as they first appear, and the normals."""
    flat = units(mended.cross)
    labels = smooth_groups(mended.faces, mended.edges, flat, angle)
    # A label is the group's first corner, so their order is that of appearance.
    is_first: NDArray[np.bool_] = np.equal(labels, np.arange(len(labels)))
    groups = (np.cumsum(is_first) - 1)[labels]
    return groups, corner_normals(places[mended.faces], flat, groups, int(is_first.sum()))


def _told(raw: RawMesh, kept: Ints, source: Ints, mended: Mended, *, is_flat: bool) -> tuple[Ints, NDArray[np.float64]]:
    """Return the same, from the file; flat where it tells nothing, or if that is wanted."""
    flat = units(mended.cross)
    if not is_flat and raw.normals is not None:
        own = raw.normals[source].astype(np.float64)
        wide = np.repeat(flat, 3, axis=0)
        each = _outward(own, wide, np.repeat(mended.is_flipped, 3)).astype(np.float32) + np.float32(0.0)
        first, groups = weld(each.view(np.uint32))
        return groups, each[first].astype(np.float64)
    normals = flat
    if not is_flat and raw.face_normals is not None:
        normals = _outward(raw.face_normals[kept].astype(np.float64), flat, mended.is_flipped)
    return np.arange(3 * len(flat)), np.repeat(normals, 3, axis=0)


def _outward(own: NDArray[np.float64], flat: NDArray[np.float64], is_flipped: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return normals of a file in length 1, or the flat ones where it has none.

    Those of a triangle that was turned look to the side that it faces now: many programs take them from the order of
    its corners, and were as wrong as that.
    """
    is_told = all_finite(own) & any_set(own)
    told = np.where(is_told[:, None], own, flat)
    turns = is_flipped & (dot(told, flat) < 0.0)
    return units(np.where(turns[:, None], -told, told))
