"""Meshes as docs/architecture.md lays them down: surfaces by material, and the arrays that cross the bridge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cutout.errors import UnstableGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Triangles of one material.

    Parameters
    ----------
    material : str
        A name that the game maps to a material.
    positions : (n, 3) float32 or float64, m
    normals : (n, 3) float32 or float64
    uvs : (n, 2) float32 or float64
        Or none, (0, 2), as all other surfaces of a mesh.
    indices : (3 t,) int32
        Vertex numbers, three a triangle, clockwise as seen from outside.
    """

    material: str
    positions: Floats
    normals: Floats
    uvs: Floats
    indices: Ints

    @property
    def triangles(self) -> NDArray[np.floating[Any]]:
        """The corners of all triangles, (t, 3, 3)."""
        return self.positions[self.indices].reshape(-1, 3, 3)


def joined(surfaces: Iterable[Surface]) -> list[Surface]:
    """Merge surfaces of equal material, in the order in which materials first appear; drop empty ones."""
    groups: dict[str, list[Surface]] = {}
    for surface in surfaces:
        if len(surface.indices):
            groups.setdefault(surface.material, []).append(surface)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[Surface]) -> Surface:
    if len(group) == 1:
        return group[0]
    first = np.cumsum([0, *(len(each.positions) for each in group[:-1])])
    return Surface(
        group[0].material,
        np.concatenate([each.positions for each in group]),
        np.concatenate([each.normals for each in group]),
        np.concatenate([each.uvs for each in group]),
        np.concatenate([each.indices + start for each, start in zip(group, first, strict=True)]).astype(np.int32),
    )


def pack_mesh(surfaces: Iterable[Surface]) -> dict[str, object]:
    """Return a mesh as it crosses the bridge.

    Parameters
    ----------
    surfaces : iterable of Surface
        Those of equal material become one, in the order in which materials first appear.

    Returns
    -------
    dict
        ``materials`` tuple of str (s); ``positions`` and ``normals`` (n, 3), ``uvs`` (n, 2) or (0, 2) float32;
        ``indices`` (m,) int32, counted from each surface's first vertex; ``vertex_offsets``, ``index_offsets`` (s + 1,)
        int32.

    Raises
    ------
    UnstableGeometry
        A number is not finite in float32, or an index points outside its surface.
    """
    return pack_surfaces(joined(surfaces))


def pack_surfaces(surfaces: Iterable[Surface]) -> dict[str, object]:
    """Return a mesh as it crosses the bridge, each surface for itself; else as `pack_mesh`."""
    whole = [each for each in surfaces if len(each.indices)]
    for surface in whole:
        count = len(surface.positions)
        if int(surface.indices.min()) < 0 or int(surface.indices.max()) >= count:
            raise UnstableGeometry(
                f"an index of the surface {surface.material!r} is outside its {count} vertices; please report this"
            )
    return {
        "materials": tuple(each.material for each in whole),
        "positions": _stacked([(each.material, each.positions) for each in whole], 3, "positions"),
        "normals": _stacked([(each.material, each.normals) for each in whole], 3, "normals"),
        "uvs": _stacked([(each.material, each.uvs) for each in whole], 2, "uvs"),
        "indices": np.concatenate([each.indices for each in whole]).astype(np.int32, copy=False)
        if whole
        else np.zeros(0, np.int32),
        "vertex_offsets": _offsets([len(each.positions) for each in whole]),
        "index_offsets": _offsets([len(each.indices) for each in whole]),
    }


def _stacked(parts: list[tuple[str, Floats]], width: int, name: str) -> NDArray[np.float32]:
    """Return arrays one after the other in float32, all finite."""
    if not parts:
        return np.zeros((0, width), np.float32)
    with np.errstate(over="ignore"):
        singles = [(material, part.astype(np.float32, copy=False)) for material, part in parts]
    for material, single in singles:
        if not np.isfinite(single).all():
            raise UnstableGeometry(f"{name} of the surface {material!r} are not finite numbers of 32 bits")
    return np.ascontiguousarray(np.concatenate([single for _, single in singles]))


def _offsets(counts: list[int]) -> Ints:
    return np.cumsum([0, *counts]).astype(np.int32)
