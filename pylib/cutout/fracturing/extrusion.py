"""Extrusion: fragments as thin solids in space, in the arrays that a mesh is made of.

Axes are those of Godot in space: x right, y up, z towards the viewer. A fragment's origin is its centroid, half-way
between front and back, and triangles wind clockwise as seen from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from . import rings as ring_layout

if TYPE_CHECKING:
    from .point_rules import Box
    from .rings import Floats, Ints
    from .shards import Shards

Float32s = NDArray[np.float32]

SIDES: Final[tuple[Literal["front", "back", "side"], ...]] = ("front", "back", "side")
"""The surfaces of a fragment, in the order in which they come."""


@dataclass(frozen=True, slots=True)
class Extrusion:
    """How fragments get a thickness; the values are those of `cutout.fracturing.FractureParams`.

    Parameters
    ----------
    depth : float, units of length
        Distance from the back to the front.
    units_per_pixel : float
    uv_rect : (x, y, width, height), px
        Where the texture of front and back lies on the polygon; all zeros are the bounding box of all fragments. The
        back shows it from behind.
    side_uv_scale : float
        How often the texture of the sides repeats in a unit of length: along the ring, and from front to back.
    """

    depth: float
    units_per_pixel: float = 1.0
    uv_rect: Box = (0.0, 0.0, 0.0, 0.0)
    side_uv_scale: float = 1.0


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


@dataclass(frozen=True, eq=False, kw_only=True)
class Surfaces:
    """The surfaces of all fragments. The layout is that of the kind's result.

    Parameters
    ----------
    positions : (n, 3) float32, units of length
    normals : (n, 3) float32
    uvs : (n, 2) float32
    indices : (m,) int32
        Vertex numbers, three a triangle, counted from the surface's first vertex.
    vertex_offsets : (3 k + 1,) int32
        Surface ``j`` of fragment ``i`` has the vertices from ``vertex_offsets[3 * i + j]`` on; `SIDES` has the order.
    index_offsets : (3 k + 1,) int32
        The same for `indices`.
    """

    positions: Float32s
    normals: Float32s
    uvs: Float32s
    indices: Ints
    vertex_offsets: Ints
    index_offsets: Ints

    def solids(self) -> list[Solid]:
        """Return the surfaces of each fragment; views."""
        vertices, corners = self.vertex_offsets.tolist(), self.index_offsets.tolist()
        each = [
            Surface(
                positions=self.positions[vertices[i] : vertices[i + 1]],
                normals=self.normals[vertices[i] : vertices[i + 1]],
                uvs=self.uvs[vertices[i] : vertices[i + 1]],
                indices=self.indices[corners[i] : corners[i + 1]],
            )
            for i in range(len(vertices) - 1)
        ]
        return [dict(zip(SIDES, each[i : i + len(SIDES)], strict=True)) for i in range(0, len(each), len(SIDES))]


def extrude(shards: Shards, extrusion: Extrusion) -> Surfaces:
    """Give fragments a thickness.

    Parameters
    ----------
    shards : Shards
        Rounded to float32 or not.
    extrusion : Extrusion

    Returns
    -------
    Surfaces

    Notes
    -----
    O(n): the triangles of front and back are those of the shards.
    """
    offsets, points = np.asarray(shards.offsets), np.asarray(shards.points, np.float64)
    counts = np.diff(offsets)
    centroids = np.repeat(np.asarray(shards.centroids, np.float64), counts, axis=0)
    flat = (points - centroids) * (extrusion.units_per_pixel, -extrusion.units_per_pixel)
    front, band = _face(flat, points, extrusion), _band(flat, offsets, extrusion)
    triangles = np.asarray(shards.triangles).reshape(-1, 3)
    triangle_offsets: Ints = np.asarray(shards.triangle_offsets)
    corner_counts = np.diff(triangle_offsets)
    vertex_offsets, order = _interleaved(counts, counts, 4 * counts)
    index_offsets, index_order = _interleaved(corner_counts, corner_counts, 6 * counts)
    # A ring of positive area is clockwise on a screen with y down, and so are its triangles: as the front needs it.
    indices = np.concatenate([triangles.ravel(), triangles[:, ::-1].ravel(), band.indices])
    mirror = np.array([1.0, 1.0, -1.0], np.float32)
    return Surfaces(
        positions=np.concatenate([front.positions, front.positions * mirror, band.positions])[order],
        normals=np.concatenate([front.normals, front.normals * mirror, band.normals])[order],
        uvs=np.concatenate([front.uvs, front.uvs, band.uvs])[order],
        indices=indices[index_order].astype(np.int32),
        vertex_offsets=vertex_offsets,
        index_offsets=index_offsets,
    )


def _face(flat: Floats, points: Floats, extrusion: Extrusion) -> Surface:
    """Return the fronts of all fragments, without indices."""
    count = len(points)
    box = np.array(extrusion.uv_rect)
    corner, size = box[:2], box[2:]
    if count and not size.any():
        corner, size = points.min(axis=0), np.ptp(points, axis=0)
    return Surface(
        positions=np.column_stack([flat, np.full(count, extrusion.depth / 2.0)]).astype(np.float32),
        normals=np.tile(np.array([0.0, 0.0, 1.0], np.float32), (count, 1)),
        uvs=((points - corner) / size).astype(np.float32) if count else np.zeros((0, 2), np.float32),
        indices=np.zeros(0, np.int32),
    )


def _band(flat: Floats, offsets: Ints, extrusion: Extrusion) -> Surface:
    """Return the bands around all fragments, four vertices an edge so that edges look sharp."""
    count = len(flat)
    first = np.repeat(offsets[:-1], np.diff(offsets))
    after = flat[ring_layout.following(offsets)] if count else flat
    edges = after - flat
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    ends = np.stack([flat, after, after, flat], axis=1)
    heights = np.broadcast_to(np.array([1.0, 1.0, -1.0, -1.0]) * extrusion.depth / 2.0, (count, 4))
    outward = np.column_stack([-edges[:, 1], edges[:, 0], np.zeros(count)]) / lengths[:, None]
    end = np.cumsum(lengths)
    start = end - lengths
    u = np.stack([start, end, end, start], axis=1) - start[first][:, None]
    v = np.broadcast_to(np.array([0.0, 0.0, 1.0, 1.0]) * extrusion.depth, (count, 4))
    corners = 4 * (np.arange(count) - first)[:, None] + np.array([0, 2, 1, 0, 3, 2])
    return Surface(
        positions=np.dstack([ends, heights]).reshape(-1, 3).astype(np.float32),
        normals=np.repeat(outward, 4, axis=0).astype(np.float32),
        uvs=(np.dstack([u, v]).reshape(-1, 2) * extrusion.side_uv_scale).astype(np.float32),
        indices=corners.ravel().astype(np.int32),
    )


def _interleaved(*sizes: Ints) -> tuple[Ints, NDArray[np.intp]]:
    """Bring blocks that lie sort by sort into the order fragment by fragment.

    Parameters
    ----------
    *sizes : (k,) int32
        How long the block of each fragment is, one array a sort.

    Returns
    -------
    offsets : (k * len(sizes) + 1,) int32
        Where each block begins in the new order.
    order : (n,) int
        Which element each place takes.
    """
    lengths = np.stack(sizes, axis=1)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    starts = (np.cumsum(lengths.T) - lengths.T.ravel()).reshape(len(sizes), -1).T
    order = np.repeat(starts.ravel() - offsets[:-1], lengths.ravel()) + np.arange(offsets[-1])
    return offsets.astype(np.int32), order
