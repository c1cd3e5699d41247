cimport cython

from .subdivision cimport Subdivision


@cython.final
cdef class Delaunay:
    cdef int site_count, triangle_count, last, flips_left
    cdef double[::1] x, y
    cdef int[::1] corner, twin, stack
    # neighbours of each site
    cdef int[::1] first_spoke, filled, neighbour, spoke
    cdef double[::1] ux, uy, middle

    cdef bint load(self, Subdivision plane, const double[::1] sites, int first, int count) noexcept nogil
    cdef void enclose(self, double low_x, double low_y, double high_x, double high_y) noexcept nogil
    cdef bint triangulate(self) noexcept nogil
    cdef double turn(self, int a, int b, int c) noexcept nogil
    cdef bint in_circle(self, int a, int b, int c, int p) noexcept nogil
    cdef int locate(self, int site) noexcept nogil
    cdef void join(self, int e, int f) noexcept nogil
    cdef void split(self, int t, int site) noexcept nogil
    cdef bint restore(self, int depth) noexcept nogil
    cdef void flip(self, int e, int f) noexcept nogil
    cdef bint add_circumcentres(self, Subdivision plane) noexcept nogil
    cdef void list_neighbours(self) noexcept nogil
