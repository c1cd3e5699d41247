"""Run a batch of requests in one section without the GIL: cut, link, trace, triangulate, pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython

from .arrays import doubles, ints
from .convex_parts import ConvexParts
from .crossings import Crossings
from .holes import Holes
from .lines import Lines
from .neighbours import Neighbours
from .package import Package
from .rings import Rings
from .status import Status
from .subdivision import Subdivision
from .triangles import Triangles
from .voronoi import Voronoi

if TYPE_CHECKING:
    from .arrays import Doubles, Ints

compiled: bool = cython.compiled

NO_DOUBLES = doubles(0)
NO_INTS = ints(0)
NO_BYTES = memoryview(b"")

OK = cython.declare(cython.int, Status.OK)
INVALID = cython.declare(cython.int, Status.INVALID)
TOO_LARGE = cython.declare(cython.int, Status.TOO_LARGE)
UNSTABLE = cython.declare(cython.int, Status.UNSTABLE)
UNSTABLE_LINKS = cython.declare(cython.int, Status.UNSTABLE_LINKS)
UNSTABLE_HOLES = cython.declare(cython.int, Status.UNSTABLE_HOLES)
UNSTABLE_AREA = cython.declare(cython.int, Status.UNSTABLE_AREA)
UNSTABLE_TRIANGLES = cython.declare(cython.int, Status.UNSTABLE_TRIANGLES)
FULL = cython.declare(cython.int, -1)

LINES = cython.declare(cython.int, 1)
MOST_POINTS = cython.declare(cython.int, 1 << 20)
MOST_SITES = cython.declare(cython.int, 1 << 14)
MOST_LINES = cython.declare(cython.int, 64)
MOST_CROSSINGS = cython.declare(cython.int, 1 << 18)
KEPT_ROOM = cython.declare(cython.int, 1 << 16)


class Kernel:
    """All scratch memory and every step. Not for two threads at once."""

    def __init__(self) -> None:
        self.plane = Subdivision()
        self.crossings = Crossings()
        self.voronoi = Voronoi()
        self.lines = Lines()
        self.rings = Rings()
        self.holes = Holes()
        self.triangles = Triangles()
        self.parts = ConvexParts()
        self.neighbours = Neighbours()
        self.package = Package()
        self.point_room = self.ring_room = self.site_room = self.crossing_room = self.corner_room = 0

    def run(
        self,
        *,
        points: Doubles,
        ring_offsets: Ints,
        polygon_offsets: Ints,
        cuts: Doubles,
        cut_offsets: Ints,
        modes: Ints,
        shards: bool,
    ) -> dict[str, bytes]:
        """Run a batch; see `cutout.fracturing.kernel.subdivide_batch` for the buffers.

        Raises
        ------
        ValueError
            Offsets do not grow, or point outside of their buffer.
        """
        self.work(points, ring_offsets, polygon_offsets, cuts, cut_offsets, modes, shards)
        return self.package.take()

    def work(  # noqa: PLR0917  (one buffer a field)
        self,
        points: Doubles,
        ring_offsets: Ints,
        polygon_offsets: Ints,
        cuts: Doubles,
        cut_offsets: Ints,
        modes: Ints,
        shards: cython.bint,
    ) -> None:
        """Run a batch as `run` does, and leave the results in the package."""
        self.points, self.ring_offsets, self.polygon_offsets = points, ring_offsets, polygon_offsets
        self.cuts, self.cut_offsets, self.modes = cuts, cut_offsets, modes
        self.shards = shards
        if not self.is_well_formed():
            raise ValueError("offsets must start at 0, never fall, and end within their buffer; one mode a request")
        self.package.start(len(self.modes))
        self.reserve_for_batch()
        done: cython.int = 0
        while True:
            with cython.nogil:
                done = self.run_from(done)
            if done == len(self.modes):
                break
            self.grow()
        self.points = self.cuts = NO_DOUBLES
        self.modes = NO_BYTES
        self.ring_offsets = self.polygon_offsets = self.cut_offsets = NO_INTS

    def is_bloated(self) -> bool:
        """Tell whether a huge request left more scratch memory behind than is worth keeping."""
        largest = max(self.crossing_room, self.point_room, self.package.capacity // 4)
        return bool(largest > KEPT_ROOM)

    # Room. Crossings and fragments cannot be counted beforehand: where room runs out, the request starts over.

    def is_well_formed(self) -> cython.bint:
        """Tell whether every offset stays within its buffer, so that nothing below reads beyond."""
        i: cython.int
        requests: cython.Py_ssize_t = len(self.modes)
        rings: cython.Py_ssize_t = len(self.ring_offsets) - 1
        if len(self.polygon_offsets) != requests + 1 or len(self.cut_offsets) != requests + 1 or rings < 0:
            return False
        if self.polygon_offsets[0] != 0 or self.cut_offsets[0] != 0 or self.ring_offsets[0] != 0:
            return False
        for i in range(requests):
            if self.polygon_offsets[i] > self.polygon_offsets[i + 1] or self.cut_offsets[i] > self.cut_offsets[i + 1]:
                return False
        for i in range(rings):
            if self.ring_offsets[i] > self.ring_offsets[i + 1]:
                return False
        if self.polygon_offsets[requests] > rings:
            return False
        return len(self.points) // 2 >= self.ring_offsets[rings] and (len(self.cuts) // 2 >= self.cut_offsets[requests])

    def size(self, request: cython.int) -> cython.int:
        """Points of a request's polygon."""
        first = self.ring_offsets[self.polygon_offsets[request]]
        return self.ring_offsets[self.polygon_offsets[request + 1]] - first

    def is_too_large(self, request: cython.int) -> cython.bint:
        """Tell whether a request is over a limit."""
        cuts = self.cut_offsets[request + 1] - self.cut_offsets[request]
        if self.modes[request] == LINES:
            return self.size(request) > MOST_POINTS or cuts > 2 * MOST_LINES
        return self.size(request) > MOST_POINTS or cuts > MOST_SITES

    def reserve_for_batch(self) -> None:
        """Make room for the largest request of the batch."""
        i: cython.int
        points: cython.int = 0
        rings: cython.int = 0
        sites: cython.int = 0
        for i in range(len(self.modes)):
            if not self.is_too_large(i):
                points = max(points, self.size(i))
                rings = max(rings, self.polygon_offsets[i + 1] - self.polygon_offsets[i])
                sites = max(sites, self.cut_offsets[i + 1] - self.cut_offsets[i])
        self.reserve(points, rings, sites, 512)

    def reserve(self, points: int, rings: int, sites: int, crossings: int) -> None:
        """Make room for a request of this size, and never give any back."""
        room = (self.point_room, self.ring_room, self.site_room, self.crossing_room)
        if points <= room[0] and rings <= room[1] and sites <= room[2] and crossings <= room[3]:
            return
        points, rings = max(points, room[0]), max(rings, room[1])
        sites, crossings = max(sites, room[2]), max(crossings, room[3])
        borders = 3 * (sites + 4) + crossings
        half_edges = points + crossings + 2 * borders + 8 * rings
        self.plane.reserve(rings, points + 2 * sites + 8 + crossings + 2 * rings, half_edges)
        self.crossings.reserve(max(6 * (sites + 4), MOST_LINES), crossings)
        self.voronoi.reserve(sites)
        self.rings.reserve(half_edges)
        self.holes.reserve(half_edges)
        self.neighbours.reserve(half_edges)
        self.point_room, self.ring_room, self.site_room, self.crossing_room = points, rings, sites, crossings

    def grow(self) -> None:
        """Make room where it ran out."""
        if self.crossings.full:
            self.reserve(0, 0, 0, min(4 * self.crossing_room, MOST_CROSSINGS))
        elif self.package.full:
            self.package.reserve(2 * (self.package.capacity + self.plane.half_edge_count))
        else:
            self.corner_room = 2 * self.rings.longest
            self.triangles.reserve(self.corner_room)
            self.parts.reserve(self.corner_room)

    # The steps.

    def run_from(self, request: cython.int) -> cython.int:
        """Run the requests from this one on; return the first that found no room, or how many there are."""
        while request < len(self.modes):
            status = self.subdivide(request)
            if status == FULL:
                self.package.drop()
                return request
            self.package.keep(request, status)
            request += 1
        return request

    def subdivide(self, request: cython.int) -> cython.int:
        """Run one request and return its status, or `FULL`."""
        self.crossings.full = False
        status = self.load(request)
        if status == OK:
            status = self.cut(request)
        if status == OK:
            status = self.close_rings()
        if status == OK:
            status = self.store()
        return status

    def load(self, request: cython.int) -> cython.int:
        """Copy the polygon and the sites or lines."""
        if self.is_too_large(request):
            return TOO_LARGE
        first = self.cut_offsets[request]
        count = self.cut_offsets[request + 1] - first
        polygon = self.polygon_offsets[request]
        if not self.plane.load(self.points, self.ring_offsets, polygon, self.polygon_offsets[request + 1]):
            return INVALID
        if count < 1:
            return INVALID
        if self.modes[request] != LINES:
            valid = self.voronoi.load(self.plane, self.cuts, first, count)
        elif count % 2 == 0:
            valid = self.lines.load(self.cuts, first, count // 2)
        else:
            return INVALID
        return OK if valid else INVALID

    def cut(self, request: cython.int) -> cython.int:
        """Make the half-edges of all fragments."""
        if self.modes[request] == LINES:
            done = self.lines.cut(self.plane, self.crossings)
        else:
            done = self.voronoi.cut(self.plane, self.crossings)
        if done:
            return OK
        if self.crossings.full:
            return FULL if self.crossing_room < MOST_CROSSINGS else TOO_LARGE
        return UNSTABLE

    def close_rings(self) -> cython.int:
        """Link the half-edges to rings without holes, which must have the area of the polygon."""
        if not self.plane.link() or not self.rings.trace(self.plane):
            return UNSTABLE_LINKS
        if not self.rings.keeps_area(self.plane):
            return UNSTABLE_AREA
        if self.rings.hole_count > 0:
            if not self.holes.cut(self.plane, self.rings) or not self.rings.trace(self.plane):
                return UNSTABLE_HOLES
            if self.rings.hole_count > 0:
                return UNSTABLE_HOLES
            if not self.rings.keeps_area(self.plane):
                return UNSTABLE_AREA
        return OK

    def store(self) -> cython.int:
        """Pack the fragments, with triangles, convex parts and neighbours if they are wanted."""
        r: cython.int
        if not self.package.has_room(self.plane.half_edge_count) or self.rings.longest > self.corner_room:
            return FULL
        for r in range(self.rings.count):
            first = self.package.point_count
            self.package.add_ring(self.plane, self.rings, r)
            if self.shards:
                if not self.triangles.triangulate(self.package.points, first, self.rings.length[r]):
                    return UNSTABLE_TRIANGLES
                self.package.add_triangles(self.triangles)
                self.parts.decompose(self.triangles, self.rings.length[r])
                self.package.add_parts(self.parts)
            self.package.end_fragment()
        if self.shards:
            self.neighbours.find(self.plane, self.rings)
            self.package.add_neighbours(self.neighbours)
        return OK
