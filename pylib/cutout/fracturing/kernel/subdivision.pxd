cimport cython


@cython.final
cdef class Subdivision:
    # the polygon
    cdef int point_count, ring_count
    cdef int[::1] ring_start
    cdef double area, low_x, low_y, high_x, high_y
    # vertices: the polygon's points come first
    cdef int vertex_count
    cdef double[::1] x, y
    # half-edges
    cdef int half_edge_count
    cdef unsigned long long[::1] label
    cdef int[::1] start, end, twin, next
    # half-edges by the vertex they start at
    cdef int[::1] first_from, next_from

    cdef bint load(self, const double[::1] points, const int[::1] offsets, int first, int last) noexcept nogil
    cdef double load_ring(self, const double[::1] points, int first, int last) noexcept nogil
    cdef int add_vertex(self, double x, double y) noexcept nogil
    cdef int add_half_edge(self, unsigned long long label, int start, int end) noexcept nogil
    cdef void add_border(
        self, unsigned long long left, unsigned long long right, int start, int end
    ) noexcept nogil
    cdef bint link(self) noexcept nogil
