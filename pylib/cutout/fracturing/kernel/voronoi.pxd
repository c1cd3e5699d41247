cimport cython

from .crossings cimport Crossings
from .delaunay cimport Delaunay
from .subdivision cimport Subdivision


@cython.final
cdef class Voronoi:
    cdef Delaunay sites
    cdef int corner_base, stack_count
    cdef int[::1] state, stack

    cdef bint load(self, Subdivision plane, const double[::1] cuts, int first, int count) noexcept nogil
    cdef bint cut(self, Subdivision plane, Crossings crossings) noexcept nogil
    cdef int nearest(self, int cell, double x, double y) noexcept nogil
    cdef double distance(self, int cell, double x, double y) noexcept nogil
    cdef bint walk_rings(self, Subdivision plane, Crossings crossings) noexcept nogil
    cdef bint walk_ring(self, Subdivision plane, Crossings crossings, int ring, int cell) noexcept nogil
    cdef bint add_crossing(
        self, Subdivision plane, Crossings crossings, int spoke, double x, double y
    ) noexcept nogil
    cdef bint cut_crossed_borders(self, Subdivision plane, Crossings crossings) noexcept nogil
    cdef bint cut_border(self, Subdivision plane, Crossings crossings, int border) noexcept nogil
    cdef bint settle(self, int corner, int state) noexcept nogil
    cdef bint spread_states(self, Crossings crossings) noexcept nogil
    cdef void add_whole_borders(self, Subdivision plane, Crossings crossings) noexcept nogil
