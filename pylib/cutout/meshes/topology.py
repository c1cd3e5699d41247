"""How the triangles of a mesh meet: its edges, whether it is closed, which triangles face the wrong way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .components import components
from .rows import blocks, cross

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The edges of triangles: number ``3 f + k`` runs from corner k of face f to the next one.

    Parameters
    ----------
    pairs : (m, 2) int64
        Edges between the same two vertices, where there are just two.
    is_opposite : (m,) bool
        Whether those run in opposite directions, as they do between faces that wind the same way.
    is_closed : bool
        Whether each edge is one of a pair.
    """

    pairs: Ints
    is_opposite: NDArray[np.bool_]
    is_closed: bool

    @property
    def is_watertight(self) -> bool:
        """Whether the mesh is closed, and all faces wind the same way."""
        return self.is_closed and bool(self.is_opposite.all())


def find_edges(faces: Ints) -> Edges:
    """Pair the edges of faces, (t, 3) vertex numbers without repeats in a face."""
    start = faces.reshape(-1).astype(np.int64)
    end = faces[:, [1, 2, 0]].reshape(-1)
    is_forward = start < end
    keys = np.minimum(start, end)
    keys *= int(faces.max(initial=0)) + 1
    keys += np.maximum(start, end)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(keys)))
    two = starts[counts == 2]  # noqa: PLR2004 - faces that share it
    pairs = np.stack([order[two], order[two + 1]], axis=1)
    is_opposite = is_forward[pairs[:, 0]] != is_forward[pairs[:, 1]]
    return Edges(pairs, is_opposite, is_closed=bool(len(starts)) and len(two) == len(starts))


def faces_to_flip(count: int, edges: Edges) -> NDArray[np.bool_]:
    """Tell which faces to turn so that all wind as most of those they are connected with.

    Parameters
    ----------
    count : int
        Faces.
    edges : Edges
        Of these.

    Notes
    -----
    Each face is two nodes, as it is and turned; an edge connects those that wind the same way. Where a face is
    connected with itself turned (as on a Möbius strip), nothing is turned.
    """
    if edges.is_opposite.all():
        return np.zeros(count, np.bool_)
    first, second = edges.pairs[:, 0] // 3, edges.pairs[:, 1] // 3
    shift = np.where(edges.is_opposite, 0, count)
    labels = components(
        2 * count,
        np.concatenate([first, first + count]),
        np.concatenate([second + shift, second + count - shift]),
    )
    as_is, turned = labels[:count], labels[count:]
    is_turned = as_is > turned
    group = np.minimum(as_is, turned)
    sizes = np.bincount(group, minlength=count)
    turned_sizes = np.bincount(group, weights=is_turned, minlength=count)
    is_turned ^= (2 * turned_sizes > sizes)[group]
    flips: NDArray[np.bool_] = is_turned & (as_is != turned)
    return flips


def crosses(triangles: Floats) -> NDArray[np.float64]:
    """Return twice the area of triangles, (t, 3, 3), as vectors along their normals, (t, 3)."""
    found = np.zeros((len(triangles), 3))
    for block in blocks(len(triangles)):
        corners = triangles[block].astype(np.float64)
        origin = corners[:, 0]
        found[block] = cross(corners[:, 1] - origin, corners[:, 2] - origin)
    return found


def volume(triangles: Floats) -> float:
    """Return the signed volume within triangles that wind anticlockwise from outside: the sum of tetrahedra."""
    total = 0.0
    for block in blocks(len(triangles)):
        corners = triangles[block].astype(np.float64)
        corners -= triangles[0, 0].astype(np.float64)
        total += float((corners[:, 0] * cross(corners[:, 1], corners[:, 2])).sum())
    return total / 6.0
