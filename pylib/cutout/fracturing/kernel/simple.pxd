cimport cython


@cython.final
cdef class Simple:
    cdef int count, room
    cdef double least
    cdef double[::1] start_x, start_y, end_x, end_y, low_x, low_y, high_x, high_y
    # the edge that goes on from each, and all edges by their lowest x
    cdef int[::1] after, order

    cdef void clear(self) noexcept nogil
    cdef void add_ring(self, const double[::1] points, int first, int length) noexcept nogil
    cdef bint holds(self) noexcept nogil
    cdef double size(self) noexcept nogil
    cdef void sort(self) noexcept nogil
    cdef bint may_meet(self, int a, int b) noexcept nogil
    cdef bint may_fold(self, int a, int b) noexcept nogil
    cdef bint is_beside(self, int a, int b) noexcept nogil
    cdef double turn(self, int a, double x, double y) noexcept nogil
