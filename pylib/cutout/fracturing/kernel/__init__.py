"""The compiled fracture kernel: a polygon cut into the cells of sites or lines, in one exact subdivision.

::

    subdivision   the polygon as vertices and half-edges            holes         cuts through enclosed holes
    delaunay      triangulation of the sites                        triangles     fans and ears
    voronoi       the polygon's walk through the cells of sites     convex_parts  parts of up to eight corners
    lines         the polygon's walk across straight lines          neighbours    who shares an edge
    crossings     what happens along a border                       package       result buffers
    rings         half-edges to fragments, with area and centroid   batch         the steps in their order

Before and after it, for `cutout.fracturing.express`:

::

    polygons      canonical form of polygons that are plainly sound simple        does a ring meet itself?
    scatter       random points inside                              finish        fragments moved, rounded, checked

And for `cutout.fracturing.plain`, from requests to the bytes of results::

    intake        plain requests, in columns                        message       results as they cross the bridge
    chain         all stages, one after the other

The modules are Python in Cython's pure mode; the `.pxd` beside each holds its C types. They know neither numpy nor the
rest of Cutout. Compiled, they are found first. The environment variable ``CUTOUT_KERNEL`` set to ``python`` runs the
sources instead (slow: for tests and debugging; needs Cython installed), and ``off`` hides the kernel. Importing it
raises `ImportError` if it is neither compiled nor asked for uncompiled.
"""

from __future__ import annotations

import importlib.machinery as _machinery
import os as _os
import sys as _sys
import threading as _threading
from struct import calcsize as _calcsize
from typing import Any, NamedTuple, TypeAlias

_sources = _machinery.FileFinder(__path__[0], (_machinery.SourceFileLoader, _machinery.SOURCE_SUFFIXES))
_built = _machinery.FileFinder(__path__[0], (_machinery.ExtensionFileLoader, _machinery.EXTENSION_SUFFIXES))
_choice = _os.environ.get("CUTOUT_KERNEL", "")
if _choice == "off":
    raise ImportError("the fracture kernel is switched off by CUTOUT_KERNEL=off")
if _choice == "python":
    _sys.path_importer_cache[__path__[0]] = _sources
elif _built.find_spec(f"{__name__}.batch") is None:
    raise ImportError("the fracture kernel is not compiled; build it, or set CUTOUT_KERNEL=python to run its sources")

from .batch import Kernel, compiled  # noqa: E402  (where they are found is decided above)
from .status import Status  # noqa: E402

__all__ = ["LINES", "SITES", "Status", "Subdivisions", "compiled", "subdivide_batch"]

Buffer: TypeAlias = Any  # arrays, numpy's arrays, bytes: before Python 3.12 they have no common type

SITES = 0
LINES = 1

_local = _threading.local()


class Subdivisions(NamedTuple):
    """What a batch gave: one read-only buffer a field, for `numpy.asarray` without a copy or for plain indexing.

    Request `r` has the fragments `fragments[r]` to `fragments[r + 1] - 1`, none if its status is not `OK`. Offsets
    count from the beginning of the batch; vertex numbers and neighbours count from the fragment's first point and from
    the request's first fragment. So the slices of a request do not depend on the batch it came in, but for a constant
    in the offsets.

    Attributes
    ----------
    statuses : (requests,) int32
        A `Status` each.
    fragments : (requests + 1,) int32
        Fragments of each request.
    points : (2 * points,) float64
        Fragment rings: open, positive shoelace area, no holes.
    offsets : (fragments + 1,) int32
        Points of each fragment.
    areas : (fragments,) float64
    centroids : (2 * fragments,) float64
    cells : (fragments,) uint64
        Number of the site nearest to the fragment; or one bit a line, set if the fragment is on the line's left (where
        `cross(direction, point - start)` is positive). A cell can hold several fragments, or none.
    triangles : int32
        Vertex numbers, three a triangle.
    triangle_offsets : (fragments + 1,) int32
        Slice of `triangles` of each fragment.
    parts : int32
        Vertex numbers of the convex parts, at most eight a part.
    part_offsets : (parts + 1,) int32
        Slice of `parts` of each part.
    fragment_parts : (fragments + 1,) int32
        Parts of each fragment.
    pairs : (requests + 1,) int32
        Pairs of neighbours of each request.
    neighbours : (2 * pairs,) int32
        Fragments that share an edge, the smaller first.
    shared_lengths : (pairs,) float64
        How much edge a pair shares.
    """

    statuses: memoryview[int]
    fragments: memoryview[int]
    points: memoryview[float]
    offsets: memoryview[int]
    areas: memoryview[float]
    centroids: memoryview[float]
    cells: memoryview[int]
    triangles: memoryview[int]
    triangle_offsets: memoryview[int]
    parts: memoryview[int]
    part_offsets: memoryview[int]
    fragment_parts: memoryview[int]
    pairs: memoryview[int]
    neighbours: memoryview[int]
    shared_lengths: memoryview[float]


_ALIKE = {"d": "d", "i": "il", "B": "B"}
_FORMATS = dict.fromkeys(("points", "areas", "centroids", "shared_lengths"), "d") | {"cells": "Q"}


def subdivide_batch(  # noqa: PLR0917  (one buffer a field)
    points: Buffer,
    ring_offsets: Buffer,
    polygon_offsets: Buffer,
    cuts: Buffer,
    cut_offsets: Buffer,
    modes: Buffer,
    *,
    shards: bool = True,
) -> Subdivisions:
    """Cut many polygons, each along the cells of sites or along straight lines.

    Every buffer is contiguous and of the given type, or raw bytes of it. Polygons must be clean: rings closed without a
    repeated end, outer rings of positive shoelace area and holes of negative, no ring touching itself or another.
    Coordinates are best relative to the polygon's middle, since results keep their float64 precision. Sites must be
    distinct. Sites that share a circle, lines that share a point, and borders through a corner of the polygon want a
    little jitter (1e-3 for shapes of some hundred units). Without it a request may be refused, or a ring may touch
    itself, or a neighbour, within rounding, with the status `OK`: of 4,000 awkward requests that were not shaken, 565
    were refused and 242 were wrong in this way; of 100,000 that were, none was wrong. `finish.Finish` notices each of
    those 242 (`tests/python/property/test_kernel_unshaken.py`), so hand no result out that it has not seen.

    Parameters
    ----------
    points : (2 * n,) float64
        Points of all rings of all polygons, x and y in turn.
    ring_offsets : (rings + 1,) int32
        Points of each ring; the first is 0.
    polygon_offsets : (requests + 1,) int32
        Rings of each request; the first is 0. Islands and holes come in any order.
    cuts : (2 * m,) float64
        Sites, one point each, or lines, two points each, of all requests.
    cut_offsets : (requests + 1,) int32
        Points of `cuts` of each request; the first is 0.
    modes : (requests,) uint8
        `SITES` or `LINES`.
    shards : bool, optional
        Give triangles, convex parts and neighbours too; else those buffers are empty.

    Returns
    -------
    Subdivisions
        Packed results. The bytes of a request are the same in any batch, process and thread.

    Raises
    ------
    ValueError
        Offsets fall or point outside of their buffer. A request with bad contents ends with a status instead.

    Notes
    -----
    Takes O(p + s log s + k) on usual input, for p points, s sites and k crossings; the GIL is released for the whole
    batch, and every thread has its own scratch memory. Limits per request: 2**20 points, 2**14 sites, 64 lines, 2**18
    crossings of polygon and borders.

    Examples
    --------
    >>> from array import array
    >>> square = array("d", [0, 0, 8, 0, 8, 8, 0, 8])
    >>> line = array("d", [2, 0, 2, 1])
    >>> result = subdivide_batch(
    ...     square, array("i", [0, 4]), array("i", [0, 1]), line, array("i", [0, 2]), bytes([LINES])
    ... )
    >>> sorted(result.areas)
    [16.0, 48.0]
    >>> list(result.shared_lengths)
    [8.0]
    """
    kernel = vars(_local).pop("kernel", None) or Kernel()  # out of the way: after an exception it is not used again
    results = kernel.run(
        points=_typed(points, "d"),
        ring_offsets=_typed(ring_offsets, "i"),
        polygon_offsets=_typed(polygon_offsets, "i"),
        cuts=_typed(cuts, "d"),
        cut_offsets=_typed(cut_offsets, "i"),
        modes=_typed(modes, "B"),
        shards=shards,
    )
    if not kernel.is_bloated():
        _local.kernel = kernel
    return Subdivisions(**{name: _typed(data, _FORMATS.get(name, "i")) for name, data in results.items()})


def _typed(buffer: Buffer, kind: Any) -> memoryview[Any]:
    """View a buffer as a flat array of one type."""
    view = memoryview(buffer)
    if view.format != "B" and (view.format not in _ALIKE[kind] or view.itemsize != _calcsize(kind)):
        raise ValueError(f"expected a buffer of type {kind!r}, got {view.format!r}")
    return (view.cast("B") if view.nbytes else memoryview(b"")).cast(kind)
