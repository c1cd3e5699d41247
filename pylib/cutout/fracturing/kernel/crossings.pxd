cimport cython


@cython.final
cdef class Crossings:
    cdef int count, capacity, curve_count, sorted_count
    cdef bint full
    cdef int[::1] first, after, curve_used, vertex, kind, sorted
    cdef int used_count
    cdef double[::1] along
    cdef unsigned long long[::1] label

    cdef void clear(self, int curves) noexcept nogil
    cdef bint add(
        self, int curve, int vertex, double along, int kind, unsigned long long label
    ) noexcept nogil
    cdef void sort(self, int curve) noexcept nogil
    cdef void insertion_sort(self, int n) noexcept nogil
    cdef void heap_sort(self, int n) noexcept nogil
    cdef void sift_down(self, int root, int n) noexcept nogil
