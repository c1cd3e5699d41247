cimport cython

from .rings cimport Rings
from .subdivision cimport Subdivision


@cython.final
cdef class Neighbours:
    cdef int count
    cdef int[::1] smaller, larger, pair_with
    cdef double[::1] length

    cdef void find(self, Subdivision plane, Rings rings) noexcept nogil
    cdef void add(self, int a, int b, int first, double length) noexcept nogil
