cimport cython

from .convex_parts cimport ConvexParts
from .crossings cimport Crossings
from .holes cimport Holes
from .lines cimport Lines
from .neighbours cimport Neighbours
from .package cimport Package
from .rings cimport Rings
from .subdivision cimport Subdivision
from .triangles cimport Triangles
from .voronoi cimport Voronoi


@cython.final
cdef class Kernel:
    cdef Subdivision plane
    cdef Crossings crossings
    cdef Voronoi voronoi
    cdef Lines lines
    cdef Rings rings
    cdef Holes holes
    cdef Triangles triangles
    cdef ConvexParts parts
    cdef Neighbours neighbours
    cdef Package package
    cdef bint shards
    # room
    cdef int point_room, ring_room, site_room, crossing_room, corner_room
    # the batch
    cdef const double[::1] points, cuts
    cdef const int[::1] ring_offsets, polygon_offsets, cut_offsets
    cdef const unsigned char[::1] modes

    cpdef object work(
        self,
        const double[::1] points,
        const int[::1] ring_offsets,
        const int[::1] polygon_offsets,
        const double[::1] cuts,
        const int[::1] cut_offsets,
        const unsigned char[::1] modes,
        bint shards,
    )
    cdef bint is_well_formed(self) noexcept nogil
    cdef int size(self, int request) noexcept nogil
    cdef bint is_too_large(self, int request) noexcept nogil
    cdef int run_from(self, int request) noexcept nogil
    cdef int load(self, int request) noexcept nogil
    cdef int subdivide(self, int request) noexcept nogil
    cdef int cut(self, int request) noexcept nogil
    cdef int close_rings(self) noexcept nogil
    cdef int store(self) noexcept nogil
