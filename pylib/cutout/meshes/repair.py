"""What is wrong with the triangles of a mesh, and the mesh without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .normals import units
from .rows import any_set, distinct
from .topology import Edges, crosses, faces_to_flip, find_edges, volume
from .welding import weld

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Mended:
    """The triangles that stay, and what was found.

    Parameters
    ----------
    kept : (t,) int64
        Which of the given triangles stay, ascending.
    faces : (t, 3) int
        Place numbers.
    is_flipped : (t,) bool
        Which of these were turned.
    flat : (t, 3) float64
        Their normals, in length 1.
    edges : Edges
        Of these.
    degenerate, duplicate, flipped : int
    is_watertight : bool
        Closed, with all faces winding the same way, before triangles without an area are left out.
    volume : float
        Signed; of any use only if watertight.
    """

    kept: Ints
    faces: Ints
    is_flipped: NDArray[np.bool_]
    flat: NDArray[np.float64]
    edges: Edges
    degenerate: int
    duplicate: int
    flipped: int
    is_watertight: bool
    volume: float


def mend(places: Floats, faces: Ints, *, repair: bool) -> Mended:
    """Look at triangles and, if asked, put right what is wrong.

    Parameters
    ----------
    places : (n, 3) float32
        All different, all finite.
    faces : (t, 3) int
        Place numbers, anticlockwise as seen from outside.
    repair : bool
        Leave out triangles with two corners at a place or without an area, and those on the places of another; turn
        those that wind against most of their neighbours, and all of a closed mesh that is inside out. Without it
        nothing is changed: what would be left out or turned is counted only.
    """
    is_sound = distinct(faces)
    sound = np.flatnonzero(is_sound)
    alone = sound[weld(np.sort(faces[sound].astype(np.uint32), axis=1))[0]]
    duplicate = len(sound) - len(alone)
    tidy = faces[alone]
    edges = find_edges(tidy)
    flip = faces_to_flip(len(tidy), edges)
    turned = tidy
    if flip.any():
        turned = np.where(flip[:, None], tidy[:, ::-1], tidy)
        edges = find_edges(turned)
    inside = volume(places, turned)
    if edges.is_watertight and inside < 0.0:
        flip, turned, inside = ~flip, turned[:, ::-1], -inside
        edges = find_edges(turned)
    cross = crosses(places, turned)
    has_area = any_set(cross)
    degenerate = len(faces) - len(sound) + int(len(has_area) - has_area.sum())
    flipped, is_watertight = int(flip.sum()), edges.is_watertight
    if not repair:
        alone, turned, flip = np.arange(len(faces)), faces, np.zeros(len(faces), np.bool_)
        edges, cross, inside = find_edges(faces[is_sound]), crosses(places, faces), volume(places, faces)
        is_watertight = edges.is_watertight
        if not is_sound.all():
            pairs = (sound[edges.pairs // 3] * 3 + edges.pairs % 3).astype(np.int32)
            edges = Edges(pairs, edges.is_opposite, edges.is_closed)
    elif not has_area.all():
        alone, turned, flip, cross = alone[has_area], turned[has_area], flip[has_area], cross[has_area]
        edges = find_edges(turned)
    return Mended(
        kept=alone,
        faces=turned,
        is_flipped=flip,
        flat=units(cross),
        edges=edges,
        degenerate=degenerate,
        duplicate=duplicate,
        flipped=flipped,
        is_watertight=is_watertight,
        volume=inside,
    )
