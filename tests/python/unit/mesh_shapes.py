"""Meshes and files that tests of meshes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cutout.meshes.loading import load
from cutout.meshes.stl import TRIANGLE

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float32]


def cube(size: float = 2.0) -> Floats:
    """Return the triangles of a cube about the origin, anticlockwise from outside, (12, 3, 3)."""
    sides = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            ring = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)][:: int(sign)]
            a, b, c, d = (np.roll([sign, *pair], axis) for pair in ring)
            sides += [[a, b, c], [a, c, d]]
    return np.array(sides, np.float32) * np.float32(size / 2.0)


def torus(around: int = 40, along: int = 30) -> Floats:
    """Return the triangles of a ring, anticlockwise from outside, (2 around along, 3, 3)."""
    u, v = np.meshgrid(np.arange(around) * 2 * np.pi / around, np.arange(along) * 2 * np.pi / along, indexing="ij")
    reach = 3.0 + np.cos(v)
    places = np.stack([reach * np.cos(u), reach * np.sin(u), np.sin(v)], axis=-1)
    b, d = np.roll(places, -1, axis=0), np.roll(places, -1, axis=1)
    c = np.roll(b, -1, axis=1)
    both = [np.stack([places, b, c], axis=2), np.stack([places, c, d], axis=2)]
    return np.concatenate([each.reshape(-1, 3, 3) for each in both]).astype(np.float32)


def binary(triangles: Floats, header: bytes = b"", count: int | None = None) -> bytes:
    """Return a binary STL file."""
    records = np.zeros(len(triangles), TRIANGLE)
    records["corners"] = triangles
    number = len(triangles) if count is None else count
    return header.ljust(80, b"\0") + number.to_bytes(4, "little") + records.tobytes()


def text(triangles: Floats, name: str = "thing", ending: str = "\n") -> bytes:
    """Return an STL file of text."""
    lines = [f"solid {name}"]
    for triangle in triangles:
        lines += [" facet normal 0 0 0", "  outer loop"]
        lines += ["   vertex " + " ".join(repr(float(each)) for each in corner) for corner in triangle]
        lines += ["  endloop", " endfacet"]
    return ending.join([*lines, f"endsolid {name}", ""]).encode()


def loaded(folder: Path, content: bytes, name: str = "thing.stl", **options: object) -> Any:
    """Write a file and load it."""
    path = folder / name
    path.write_bytes(content)
    return load({"path": str(path), "roots": (str(folder),), "stamp": "", "options": options})


def triangles_of(mesh: Any) -> Floats:
    """Return the triangles of a result, turned anticlockwise, (t, 3, 3)."""
    found = []
    for surface in range(len(mesh["materials"])):
        first, last = mesh["vertex_offsets"][surface : surface + 2]
        begin, end = mesh["index_offsets"][surface : surface + 2]
        found.append(mesh["positions"][first:last][mesh["indices"][begin:end]].reshape(-1, 3, 3)[:, ::-1])
    return np.concatenate(found)


def volume(triangles: Floats) -> float:
    a, b, c = triangles.astype(np.float64).transpose(1, 0, 2)
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6.0)
