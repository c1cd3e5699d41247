"""Chunks of one small world, as tests ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cutout.world.building import build_chunk
from cutout.world.chunk import Chunk
from cutout.world.request import ChunkRequest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

SEED = 1
SIZE = 200.0

TOWN = [(column, row) for row in range(1, 5) for column in range(7, 12)]
"""Chunks with a town, its outskirts, forests and highways."""

BRIDGE = (0, 2)
"""A chunk with a highway over water."""

SHORE = (2, 2)
"""A chunk that is half under water, with trees on land."""


def chunk(coordinate: tuple[int, int], lod: int = 0, **more: Any) -> dict[str, Any]:
    """Return a chunk's result."""
    return build_chunk({"seed": SEED, "coordinate": coordinate, "lod": lod, "chunk_size": SIZE, **more})


def context(coordinate: tuple[int, int], lod: int = 0, **more: Any) -> Chunk:
    """Return a chunk as a layer gets it."""
    request = {"seed": SEED, "coordinate": coordinate, "lod": lod, "chunk_size": SIZE, **more}
    return Chunk(ChunkRequest.from_mapping(request))


def surface(result: dict[str, Any], material: str) -> tuple[Floats, Floats, NDArray[np.int32]]:
    """Return positions, normals and triangles (t, 3) of a material; nothing if the chunk has none."""
    mesh = result["mesh"]
    if material not in mesh["materials"]:
        return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 3), np.int32)
    at = mesh["materials"].index(material)
    vertices = slice(*mesh["vertex_offsets"][at : at + 2])
    indices = mesh["indices"][slice(*mesh["index_offsets"][at : at + 2])]
    return mesh["positions"][vertices], mesh["normals"][vertices], indices.reshape(-1, 3)


def ground_grid(result: dict[str, Any], quads: int) -> tuple[Floats, Floats]:
    """Return heights and normals of the ground, (n, n) and (n, n, 3), without skirts."""
    positions, normals, _ = surface(result, "ground")
    side = quads + 1
    return positions[: side * side, 1].reshape(side, side), normals[: side * side].reshape(side, side, 3)


def things(result: dict[str, Any], *types: str) -> NDArray[np.float64]:
    """Return the rows of instances of these types, (n, 16)."""
    given = result["instances"]
    rows = given["buffer"].reshape(-1, 16)
    ends = np.cumsum(given["counts"])
    parts = [
        rows[end - count : end]
        for name, count, end in zip(given["types"], given["counts"], ends, strict=True)
        if name in types
    ]
    return np.concatenate([np.zeros((0, 16)), *parts]).astype(np.float64)


def facing(positions: Floats, triangles: NDArray[np.int32]) -> Floats:
    """Return the vectors that stand on triangles, outward for those that are clockwise from outside, (t, 3)."""
    a, b, c = (positions[triangles[:, corner]].astype(np.float64) for corner in range(3))
    return np.cross(c - a, b - a)
