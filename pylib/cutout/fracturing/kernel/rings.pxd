cimport cython

from .subdivision cimport Subdivision


@cython.final
cdef class Rings:
    cdef int count, hole_count, longest
    cdef double area
    cdef int[::1] first, length, ring_of
    cdef double[::1] areas, centroid_x, centroid_y

    cdef bint trace(self, Subdivision plane) noexcept nogil
    cdef int follow(self, Subdivision plane, int first) noexcept nogil
    cdef void measure(self, Subdivision plane, int ring) noexcept nogil
    cdef bint keeps_area(self, Subdivision plane) noexcept nogil
