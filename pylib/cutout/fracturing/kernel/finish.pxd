cimport cython

from .package cimport Package
from .simple cimport Simple


@cython.final
cdef class Finish:
    cdef Simple simple
    cdef int room
    cdef bint rounded
    # how far off the points at hand may be, and by how much that changes a turn
    cdef double slack, margin
    cdef float[::1] single
    # the batch
    cdef const double[::1] old_points, old_areas, origins
    cdef const int[::1] fragments, offsets, triangles, triangle_offsets, parts, part_offsets, fragment_parts
    # what comes of it
    cdef double[::1] points, areas, centroids, totals, least
    cdef int[::1] sound, own_offsets, own_triangle_offsets, own_fragment_parts, own_part_offsets

    cdef void run_package(self, Package package, int requests, const double[::1] origins)
    cdef void work(self, int requests)
    cdef int longest(self, int fragments) noexcept nogil
    cdef void number(self, int request, int first, int last) noexcept nogil
    cdef void sum_up(self, int request, int first, int last) noexcept nogil
    cdef bint finish(self, int request, int first, int last) noexcept nogil
    cdef double move(self, int request, int first, int last) noexcept nogil
    cdef void round(self, int first, int last) noexcept nogil
    cdef bint are_sound(self, int first, int last, double slack) noexcept nogil
    cdef double to_single(self, double value) noexcept nogil
    cdef double turn(self, int a, int b, int c) noexcept nogil
    cdef bint measure(self, int fragment) noexcept nogil
    cdef bint is_convex(self, int fragment) noexcept nogil
    cdef bint is_in_order(self, int fragment) noexcept nogil
    cdef bint is_simple(self, int fragment) noexcept nogil
    cdef bint rises(self, int a, int b) noexcept nogil
    cdef bint is_filled(self, int fragment) noexcept nogil
    cdef bint has_convex_parts(self, int fragment) noexcept nogil
    cdef double squared(self, int a, int b) noexcept nogil
