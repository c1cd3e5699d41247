cimport cython


@cython.final
cdef class Simple:
    cdef int count, room, chains
    cdef double slack, margin, least, left, right, bottom, top
    cdef double[::1] start_x, start_y, end_x, end_y, low_y, high_y
    # how far along the sweep each edge begins and ends, and its least and greatest value; the edge that goes on from it
    cdef double[::1] from_s, to_s, low_s, high_s
    cdef int[::1] after
    # the chains, and all of them by their lowest s
    cdef int[::1] chain_first, chain_last, chain_step, order
    cdef double[::1] chain_low_s, chain_high_s, chain_low_y, chain_high_y

    cdef void clear(self, double slack) noexcept nogil
    cdef void add_ring(self, const double[::1] points, int first, int length) noexcept nogil
    cdef bint holds(self) noexcept nogil
    cdef bint are_few_apart(self, double doubt) noexcept nogil
    cdef void find_chains(self, double doubt) noexcept nogil
    cdef void sort(self) noexcept nogil
    cdef bint are_apart(self, int a, int b) noexcept nogil
    cdef bint may_meet(self, int a, int b) noexcept nogil
    cdef bint may_fold(self, int a, int b) noexcept nogil
    cdef bint is_beside(self, int a, int b) noexcept nogil
    cdef double turn(self, int a, double x, double y) noexcept nogil
