cimport cython


@cython.final
cdef class Triangles:
    cdef int count
    cdef bint convex
    # triangle t has the half-edges 3t to 3t + 2; twin is -1 on the ring
    cdef int[::1] corner, twin
    # the ring that is left: neighbours, the half-edge of a triangle beyond each edge, is the corner not convex?
    cdef int[::1] next, previous, beyond, dull
    cdef double[::1] x, y
    # the dull corners, in a grid
    cdef int columns, rows
    cdef double low_x, low_y, scale_x, scale_y
    cdef int[::1] first_in, next_in

    cdef bint triangulate(self, const double[::1] points, int first, int count) noexcept nogil
    cdef void load(self, const double[::1] points, int first, int count) noexcept nogil
    cdef double turn(self, int a, int b, int c) noexcept nogil
    cdef bint is_convex(self, int count) noexcept nogil
    cdef void fan(self, int count) noexcept nogil
    cdef void add(self, int a, int b, int c, int beyond_ab, int beyond_bc) noexcept nogil
    cdef bint clip_ears(self, int count) noexcept nogil
    cdef void clip(self, int i) noexcept nogil
    cdef bint is_ear(self, int i) noexcept nogil
    cdef bint is_flat(self, int i) noexcept nogil
    cdef bint holds(self, int a, int b, int c, int p) noexcept nogil
    cdef void fill_grid(self, int count) noexcept nogil
    cdef int column(self, double x) noexcept nogil
    cdef int row(self, double y) noexcept nogil
    cdef bint keeps_area(self, int count) noexcept nogil
