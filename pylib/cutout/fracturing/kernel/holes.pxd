cimport cython

from .rings cimport Rings
from .subdivision cimport Subdivision


@cython.final
cdef class Holes:
    cdef double dx, dy
    cdef int[::1] previous, lowest, highest

    cdef bint cut(self, Subdivision plane, Rings rings) noexcept nogil
    cdef void choose_direction(self, Subdivision plane) noexcept nogil
    cdef void find_previous(self, Subdivision plane) noexcept nogil
    cdef double along(self, Subdivision plane, int vertex) noexcept nogil
    cdef double across(self, Subdivision plane, int vertex) noexcept nogil
    cdef bint find_ends(self, Subdivision plane, Rings rings, int ring) noexcept nogil
    cdef bint cut_from(self, Subdivision plane, int h, int way) noexcept nogil
    cdef int split(self, Subdivision plane, int h, int vertex) noexcept nogil
    cdef int part(self, Subdivision plane, int h, int vertex) noexcept nogil
    cdef void follow(self, Subdivision plane, int h, int g) noexcept nogil
