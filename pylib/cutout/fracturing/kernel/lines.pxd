cimport cython

from .crossings cimport Crossings
from .subdivision cimport Subdivision


@cython.final
cdef class Lines:
    cdef int count
    cdef double[::1] x, y, dx, dy
    # crossings of one polygon edge, sorted
    cdef int[::1] crossed
    cdef double[::1] at
    cdef int crossed_count

    cdef bint load(self, const double[::1] cuts, int first, int count) noexcept nogil
    cdef double side(self, int line, double x, double y) noexcept nogil
    cdef unsigned long long label_at(self, double x, double y) noexcept nogil
    cdef bint cut(self, Subdivision plane, Crossings crossings) noexcept nogil
    cdef bint walk_ring(self, Subdivision plane, Crossings crossings, int ring) noexcept nogil
    cdef void find_crossed(
        self, Subdivision plane, int i, int j, unsigned long long changed
    ) noexcept nogil
    cdef bint add_crossing(
        self, Subdivision plane, Crossings crossings, int line, double x, double y, unsigned long long label
    ) noexcept nogil
    cdef bint meet(self, Subdivision plane, Crossings crossings, int i, int j) noexcept nogil
    cdef bint cut_line(self, Subdivision plane, Crossings crossings, int line) noexcept nogil
