cimport cython


@cython.final
cdef class Scatter:
    cdef const double[::1] points
    cdef const int[::1] ring_offsets
    cdef double[::1] found
    cdef int[::1] offsets
    # the edges of a polygon, row by row
    cdef int rows, room
    cdef double low, scale
    cdef int[::1] row_ends, starts, ends

    cpdef tuple run(
        self,
        const double[::1] points,
        const int[::1] ring_offsets,
        const int[::1] polygon_offsets,
        const double[::1] boxes,
        const int[::1] counts,
        const double[::1] paddings,
        const unsigned long long[::1] seeds,
    )
    cdef bint fill(
        self,
        int request,
        int first,
        int last,
        const double[::1] boxes,
        const int[::1] counts,
        const double[::1] paddings,
        const unsigned long long[::1] seeds,
    ) noexcept nogil
    cdef double uniform(self, unsigned long long state) noexcept nogil
    cdef void sort_edges(self, int first, int last, double low_y, double high_y) noexcept nogil
    cdef int row(self, double y) noexcept nogil
    cdef bint is_inside(self, double x, double y) noexcept nogil
