"""Extrusion: fragments as thin solids in space, in the arrays that a mesh is made of.

Axes are those of Godot in space: x right, y up, z towards the viewer. A fragment's origin is its centroid, half-way
between front and back, and triangles wind clockwise as seen from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from cutout.errors import BadParams

if TYPE_CHECKING:
    from .fracture import Fracture
    from .rings import Floats, Ints

Float32s = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """One surface of a solid, ready to be a surface of a mesh.

    Parameters
    ----------
    positions : (n, 3) float32, units of length
    normals : (n, 3) float32
    uvs : (n, 2) float32
    indices : (m,) int32
        Vertex numbers, three a triangle.
    """

    positions: Float32s
    normals: Float32s
    uvs: Float32s
    indices: Ints


Solid = dict[Literal["front", "back", "side"], Surface]
"""The surfaces of one fragment, each with a material of its own."""


def extrude(
    fracture: Fracture,
    depth: float,
    *,
    unit: float = 1.0,
    texture: tuple[float, float, float, float] | None = None,
    side_scale: float = 1.0,
) -> list[Solid]:
    """Give fragments a thickness.

    Parameters
    ----------
    fracture : Fracture
    depth : float, units of length
        Distance from the back to the front.
    unit : float
        Units of length a pixel.
    texture : (x, y, width, height), px, optional
        Where the texture of front and back lies on the polygon; by default over all fragments. The back shows it from
        behind.
    side_scale : float
        How often the texture of the sides repeats in a unit of length: along the ring, and from front to back.

    Returns
    -------
    list of dict
        The surfaces ``front``, ``back`` and ``side`` of each fragment.

    Raises
    ------
    BadParams
        A length, a scale or a side of the texture that is not positive.

    Examples
    --------
    >>> from cutout.fracturing import fracture
    >>> (solid,) = extrude(fracture([(0, 0), (64, 0), (64, 64), (0, 64)], fragment_count=1), 8.0)
    >>> solid["front"].positions.shape, solid["side"].indices.shape
    ((4, 3), (24,))
    """
    if len(fracture) == 0:
        return []
    corner, size = fracture.points.min(axis=0), np.ptp(fracture.points, axis=0)
    if texture is not None:
        corner, size = np.array(texture[:2]), np.array(texture[2:])
    for name, value in (("depth", depth), ("unit", unit), ("side_scale", side_scale), ("texture", float(size.min()))):
        if not 0.0 < value < np.inf:
            raise BadParams(f"{name} must be positive and finite, and {value:g} is not")
    solids: list[Solid] = []
    for ring, centroid, triangles in zip(fracture.fragments, fracture.centroids, fracture.triangles, strict=True):
        flat = (ring - centroid) * (unit, -unit)
        uvs = (ring - corner) / size
        solids.append(
            {
                "front": _face(flat, depth / 2.0, uvs, triangles),
                "back": _face(flat, -depth / 2.0, uvs, triangles[:, ::-1]),
                "side": _side(flat, depth, side_scale),
            }
        )
    return solids


def _face(flat: Floats, height: float, uvs: Floats, triangles: Ints) -> Surface:
    """Return the front or the back; a ring of positive area is clockwise on a screen with y down."""
    count = len(flat)
    normals = np.zeros((count, 3), np.float32)
    normals[:, 2] = np.sign(height)
    return Surface(
        positions=np.column_stack([flat, np.full(count, height)]).astype(np.float32),
        normals=normals,
        uvs=uvs.astype(np.float32),
        indices=np.ascontiguousarray(triangles, np.int32).ravel(),
    )


def _side(flat: Floats, depth: float, scale: float) -> Surface:
    """Return the band around, four vertices an edge so that edges look sharp."""
    count = len(flat)
    edges = np.roll(flat, -1, axis=0) - flat
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    ends = np.stack([flat, np.roll(flat, -1, axis=0)], axis=1)[:, [0, 1, 1, 0]]
    heights = np.broadcast_to(np.array([1.0, 1.0, -1.0, -1.0]) * depth / 2.0, (count, 4))
    outward = np.column_stack([-edges[:, 1], edges[:, 0], np.zeros(count)]) / lengths[:, None]
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    u = np.stack([along[:-1], along[1:]], axis=1)[:, [0, 1, 1, 0]]
    v = np.broadcast_to(np.array([0.0, 0.0, 1.0, 1.0]) * depth, (count, 4))
    corners = 4 * np.arange(count)[:, None] + np.array([0, 2, 1, 0, 3, 2])
    return Surface(
        positions=np.dstack([ends, heights]).reshape(-1, 3).astype(np.float32),
        normals=np.repeat(outward, 4, axis=0).astype(np.float32),
        uvs=(np.dstack([u, v]).reshape(-1, 2) * scale).astype(np.float32),
        indices=corners.ravel().astype(np.int32),
    )
