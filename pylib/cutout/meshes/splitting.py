"""Triangles into surfaces: by material, none with more vertices than the game takes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from .raw import Ints

MAX_VERTICES: Final = 65_536
_WINDOW: Final = 3 * MAX_VERTICES
"""Triangles that are looked at for a part: a closed surface has two a vertex."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Triangles that become a surface.

    Parameters
    ----------
    material : int
    vertices : (n,) int32
        Which they use, in the order in which they first do.
    indices : (t, 3) int32
        Corners, counted in `vertices`.
    """

    material: int
    vertices: Ints
    indices: Ints


def split(corners: Ints, material_of: Ints | None, limit: int = MAX_VERTICES) -> list[Part]:
    """Return the parts of a mesh, by material, then in the order of its triangles.

    Parameters
    ----------
    corners : (t, 3) int
        Vertex numbers, ascending as they first appear.
    material_of : (t,) int, optional
        None if all have the material 0.
    limit : int
        How many vertices a part may have; at least 3.
    """
    if material_of is None:
        # As they are numbered as they first appear, a small mesh is a part as it is.
        count = int(corners.max(initial=-1)) + 1
        if 0 < count <= limit:
            return [Part(0, np.arange(count, dtype=np.int32), corners)]
        return _bounded(0, corners, limit)
    return [
        part
        for material in np.unique(material_of)
        for part in _bounded(int(material), corners[material_of == material], limit)
    ]


def _bounded(material: int, corners: Ints, limit: int) -> list[Part]:
    """Cut triangles of a material wherever one more would bring too many vertices."""
    parts: list[Part] = []
    start = 0
    while start < len(corners):
        some = corners[start : start + _WINDOW]
        flat = some.reshape(-1)
        vertices, where, number = np.unique(flat, return_index=True, return_inverse=True)
        order = np.argsort(where)
        taken = len(some) if len(vertices) <= limit else int(where[order[limit]]) // 3
        rank = np.zeros(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        used = order[where[order] < 3 * taken]
        parts.append(Part(material, vertices[used], rank[number.reshape(-1)[: 3 * taken]].reshape(-1, 3)))
        start += taken
    return parts
