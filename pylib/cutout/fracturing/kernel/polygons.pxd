cimport cython

from .simple cimport Simple


@cython.final
cdef class Polygons:
    cdef Simple simple
    # the batch, and what came of it
    cdef const double[::1] raw
    cdef const int[::1] raw_rings
    cdef double[::1] points, measures
    cdef int[::1] rings, polygons
    cdef int point_count, ring_count
    # the polygon at hand
    cdef double[::1] work, ring_area
    cdef int[::1] ring_start, ring_length, smallest, depth, parent, rank
    cdef int count, stored, end
    cdef double origin_x, origin_y, low_x, low_y, high_x, high_y

    cpdef tuple run(self, const double[::1] points, const int[::1] ring_offsets, const int[::1] polygon_offsets)
    cdef bint admit(self, int first, int last, int request) noexcept nogil
    cdef bint find_origin(self, int first, int last) noexcept nogil
    cdef bint load(self, int first, int last) noexcept nogil
    cdef int copy_ring(self, int first, int last, int start) noexcept nogil
    cdef int find_smallest(self, int start, int length) noexcept nogil
    cdef bint is_smaller(self, int i, int j) noexcept nogil
    cdef double measure(self, double[::1] points, int start, int length) noexcept nogil
    cdef void nest(self) noexcept nogil
    cdef bint is_around(self, int ring, double x, double y) noexcept nogil
    cdef double store(self) noexcept nogil
    cdef void rank_rings(self) noexcept nogil
    cdef double store_ring(self, int ring, bint forward) noexcept nogil
