cimport cython

from .triangles cimport Triangles


@cython.final
cdef class ConvexParts:
    cdef int count, length
    # corners of all parts, and where each part ends
    cdef int[::1] corners, ends
    # the parts while they merge: cycles of the triangles' half-edges
    cdef int[::1] after, before, gone, parent, size

    cdef void decompose(self, Triangles triangles, int points) noexcept nogil
    cdef void slice_fan(self, int points) noexcept nogil
    cdef void load(self, Triangles triangles) noexcept nogil
    cdef int find(self, int triangle) noexcept nogil
    cdef bint may_merge(self, Triangles triangles, int h, int g) noexcept nogil
    cdef bint stays_convex(self, Triangles triangles, int h, int g) noexcept nogil
    cdef void merge(self, int h, int g) noexcept nogil
    cdef void collect(self, Triangles triangles) noexcept nogil
    cdef void append(self, int corner) noexcept nogil
    cdef void close(self) noexcept nogil
