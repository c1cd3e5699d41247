cimport cython

from .convex_parts cimport ConvexParts
from .neighbours cimport Neighbours
from .rings cimport Rings
from .subdivision cimport Subdivision
from .triangles cimport Triangles


@cython.final
cdef class Package:
    cdef dict buffers
    cdef int capacity, request_count
    cdef bint full
    # how much is stored, and how much of it is from finished requests
    cdef int point_count, fragment_count, corner_count, part_count, part_corner_count, pair_count
    cdef int kept_points, kept_fragments, kept_corners, kept_parts, kept_part_corners, kept_pairs
    cdef int[::1] statuses, fragments, pairs
    cdef double[::1] points, areas, centroids, shared_lengths
    cdef unsigned long long[::1] cells
    cdef int[::1] offsets, triangles, triangle_offsets, parts, part_offsets, fragment_parts, neighbours

    cdef bint has_room(self, int points) noexcept nogil
    cdef void keep(self, int request, int status) noexcept nogil
    cdef void drop(self) noexcept nogil
    cdef void add_ring(self, Subdivision plane, Rings rings, int ring) noexcept nogil
    cdef void add_triangles(self, Triangles triangles) noexcept nogil
    cdef void add_parts(self, ConvexParts parts) noexcept nogil
    cdef void add_neighbours(self, Neighbours neighbours) noexcept nogil
    cdef void end_fragment(self) noexcept nogil
