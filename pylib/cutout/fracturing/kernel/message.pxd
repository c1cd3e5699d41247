cimport cython

from .finish cimport Finish
from .package cimport Package


@cython.final
cdef class Message:
    # the words of all literals, and where each ends
    cdef int[::1] literals, ends
    # the message at hand: the same memory three times, and how much of it is written
    cdef object octets
    cdef int[::1] words
    cdef float[::1] singles
    cdef int room, at
    # one number of 64 bits, and its words
    cdef double[::1] wide
    cdef int[::1] halves
    # the batch
    cdef const int[::1] fragments, pairs, triangles, parts, neighbours
    cdef const int[::1] offsets, triangle_offsets, part_offsets, fragment_parts
    cdef const double[::1] points, areas, centroids, shared_lengths

    cdef list run(self, Package package, Finish finish, const double[::1] measures, const double[::1] floors)
    cdef bytes write(self, int request, double input_area, double area_error)
    cdef int length(self, int request) noexcept nogil
    cdef void fill(self, int request, double input_area, double area_error) noexcept nogil
    cdef void literal(self, int number) noexcept nogil
    cdef void whole(self, int number, const int[::1] source, int start, int end) noexcept nogil
    cdef void counted(self, int number, const int[::1] source, int start, int end) noexcept nogil
    cdef void real(self, int number, const double[::1] source, int start, int end, int columns) noexcept nogil
    cdef void number(self, double value) noexcept nogil
