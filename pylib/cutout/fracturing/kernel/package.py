"""The results of a batch, packed into one buffer a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arrays import doubles, ints, labels

if TYPE_CHECKING:
    import cython

    from .convex_parts import ConvexParts
    from .neighbours import Neighbours
    from .rings import Rings
    from .subdivision import Subdivision
    from .triangles import Triangles


class Package:
    """Growing result buffers. A request that fails half-way leaves nothing behind.

    Every fragment has at least three points, so the number of points bounds every other count but for a factor, and
    one check for room is enough for a whole request.
    """

    def __init__(self) -> None:
        self.buffers: dict[str, Any] = {}
        self.capacity = 0
        self.start(0)
        self.reserve(0)

    def start(self, requests: int) -> None:
        """Start over with a batch of this many."""
        self.request_count = requests
        self.full = False
        self.buffers |= {"statuses": ints(requests), "fragments": ints(requests + 1), "pairs": ints(requests + 1)}
        self.statuses = self.buffers["statuses"]
        self.fragments = self.buffers["fragments"]
        self.pairs = self.buffers["pairs"]
        self.kept_points = self.kept_fragments = self.kept_corners = 0
        self.kept_parts = self.kept_part_corners = self.kept_pairs = 0
        self.drop()

    def reserve(self, points: int) -> None:
        """Make room for this many points in all; what was stored is kept."""
        fresh: dict[str, Any] = {
            "points": doubles(2 * points),
            "offsets": ints(points + 1),
            "areas": doubles(points),
            "centroids": doubles(2 * points),
            "cells": labels(points),
            "triangles": ints(3 * points),
            "triangle_offsets": ints(points + 1),
            "parts": ints(3 * points),
            "part_offsets": ints(points + 1),
            "fragment_parts": ints(points + 1),
            "neighbours": ints(2 * points),
            "shared_lengths": doubles(points),
        }
        for name, buffer in fresh.items():
            if name in self.buffers:
                stored = self.buffers[name]
                buffer[: len(stored)] = stored
        self.buffers |= fresh
        self.capacity = points
        self.full = False
        self.points, self.offsets = fresh["points"], fresh["offsets"]
        self.areas, self.centroids, self.cells = fresh["areas"], fresh["centroids"], fresh["cells"]
        self.triangles, self.triangle_offsets = fresh["triangles"], fresh["triangle_offsets"]
        self.parts, self.part_offsets = fresh["parts"], fresh["part_offsets"]
        self.fragment_parts = fresh["fragment_parts"]
        self.neighbours, self.shared_lengths = fresh["neighbours"], fresh["shared_lengths"]

    def take(self) -> dict[str, bytes]:
        """Copy the filled part of every buffer."""
        n = self.kept_fragments
        lengths = {
            "statuses": self.request_count,
            "fragments": self.request_count + 1,
            "points": 2 * self.kept_points,
            "offsets": n + 1,
            "areas": n,
            "centroids": 2 * n,
            "cells": n,
            "triangles": self.kept_corners,
            "triangle_offsets": n + 1,
            "parts": self.kept_part_corners,
            "part_offsets": self.kept_parts + 1,
            "fragment_parts": n + 1,
            "pairs": self.request_count + 1,
            "neighbours": 2 * self.kept_pairs,
            "shared_lengths": self.kept_pairs,
        }
        return {name: self.buffers[name][:length].tobytes() for name, length in lengths.items()}

    def has_room(self, points: cython.int) -> cython.bint:
        """Tell whether a request with this many points still fits."""
        self.full = self.point_count + points > self.capacity
        return not self.full

    def keep(self, request: cython.int, status: cython.int) -> cython.void:
        """Finish a request; what it stored stays only if the status is 0."""
        if status == 0:
            self.kept_points = self.point_count
            self.kept_fragments = self.fragment_count
            self.kept_corners = self.corner_count
            self.kept_parts = self.part_count
            self.kept_part_corners = self.part_corner_count
            self.kept_pairs = self.pair_count
        else:
            self.drop()
        self.statuses[request] = status
        self.fragments[request + 1] = self.kept_fragments
        self.pairs[request + 1] = self.kept_pairs

    def drop(self) -> cython.void:
        """Forget what the present request stored."""
        self.point_count = self.kept_points
        self.fragment_count = self.kept_fragments
        self.corner_count = self.kept_corners
        self.part_count = self.kept_parts
        self.part_corner_count = self.kept_part_corners
        self.pair_count = self.kept_pairs

    def add_ring(self, plane: Subdivision, rings: Rings, ring: cython.int) -> cython.void:
        """Begin a fragment: its points, area, centroid and cell."""
        i: cython.int
        n = self.fragment_count
        h: cython.int = rings.first[ring]
        self.areas[n] = rings.areas[ring]
        self.centroids[2 * n] = rings.centroid_x[ring]
        self.centroids[2 * n + 1] = rings.centroid_y[ring]
        self.cells[n] = plane.label[h]
        for i in range(self.point_count, self.point_count + rings.length[ring]):
            v = plane.start[h]
            self.points[2 * i] = plane.x[v]
            self.points[2 * i + 1] = plane.y[v]
            h = plane.next[h]
        self.point_count += rings.length[ring]

    def add_triangles(self, triangles: Triangles) -> cython.void:
        """Add the triangles of the present fragment."""
        i: cython.int
        for i in range(3 * triangles.count):
            self.triangles[self.corner_count + i] = triangles.corner[i]
        self.corner_count += 3 * triangles.count

    def add_parts(self, parts: ConvexParts) -> cython.void:
        """Add the convex parts of the present fragment."""
        i: cython.int
        for i in range(parts.length):
            self.parts[self.part_corner_count + i] = parts.corners[i]
        for i in range(parts.count):
            self.part_offsets[self.part_count + i + 1] = self.part_corner_count + parts.ends[i]
        self.part_corner_count += parts.length
        self.part_count += parts.count

    def end_fragment(self) -> cython.void:
        """Note where the slices of the present fragment end."""
        n = self.fragment_count + 1
        self.fragment_count = n
        self.offsets[n] = self.point_count
        self.triangle_offsets[n] = self.corner_count
        self.fragment_parts[n] = self.part_count

    def add_neighbours(self, neighbours: Neighbours) -> cython.void:
        """Add the pairs of the present request, numbered from its first fragment."""
        i: cython.int
        for i in range(neighbours.count):
            p = self.pair_count + i
            self.neighbours[2 * p] = neighbours.smaller[i]
            self.neighbours[2 * p + 1] = neighbours.larger[i]
            self.shared_lengths[p] = neighbours.length[i]
        self.pair_count += neighbours.count
