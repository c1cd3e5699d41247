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
    pairs : (m, 2) int32
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
    count = 3 * len(faces)
    is_forward = np.zeros(count, np.bool_)
    keys = np.zeros(count, np.uint64)
    places = int(faces.max(initial=0)) + 1
    for block in blocks(len(faces)):
        start = faces[block].astype(np.uint64)
        end = start[:, [1, 2, 0]]
        edges = slice(3 * block.start, 3 * block.stop)
        is_forward[edges] = (start < end).reshape(-1)
        keys[edges] = (np.minimum(start, end) * np.uint64(places) + np.maximum(start, end)).reshape(-1)
    order = _sort(keys, places * places)
    is_last = np.ones(count, np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_last[:-1])
    del keys
    starts = np.concatenate([np.zeros(1, np.int32), (np.flatnonzero(is_last) + 1).astype(np.int32)])
    two = starts[:-1][np.diff(starts) == 2]  # noqa: PLR2004 - faces that share it
    pairs = np.stack([order[two], order[two + 1]], axis=1)
    is_opposite = is_forward[pairs[:, 0]] != is_forward[pairs[:, 1]]
    return Edges(pairs, is_opposite, is_closed=bool(count) and len(two) == len(starts) - 1)


def _sort(keys: NDArray[np.uint64], limit: int) -> NDArray[np.int32]:
    """Sort keys below a limit in place; return where each was, of equal ones the first first."""
    count = len(keys)
    shift = np.uint64(count.bit_length())
    if limit << int(shift) > 1 << 64:
        order = np.argsort(keys, kind="stable")
        keys[:] = keys[order]
        return order.astype(np.int32)
    # Where each was, as its lowest bits: sorting numbers takes less time and memory than sorting their places.
    keys <<= shift
    keys |= np.arange(count, dtype=np.uint32)
    keys.sort()
    found = np.zeros(count, np.int32)
    np.bitwise_and(keys, (np.uint64(1) << shift) - np.uint64(1), out=found, casting="unsafe")
    keys >>= shift
    return found


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


def crosses(places: Floats, faces: Ints) -> NDArray[np.float64]:
    """Return twice the area of triangles as vectors along their normals, (t, 3)."""
    found = np.zeros((len(faces), 3))
    for block in blocks(len(faces)):
        corners = places[faces[block]].astype(np.float64)
        origin = corners[:, 0]
        found[block] = cross(corners[:, 1] - origin, corners[:, 2] - origin)
    return found


def volume(places: Floats, faces: Ints) -> float:
    """Return the signed volume within triangles that wind anticlockwise from outside: the sum of tetrahedra."""
    total = 0.0
    for block in blocks(len(faces)):
        corners = places[faces[block]].astype(np.float64)
        corners -= places[faces[0, 0]].astype(np.float64)
        total += float((corners[:, 0] * cross(corners[:, 1], corners[:, 2])).sum())
    return total / 6.0
