cimport cython


@cython.final
cdef class Intake:
    cdef object read
    # parameters as they last came, and what was read of them
    cdef dict params
    cdef tuple terms
    # the batch
    cdef readonly list places
    cdef list parts
    cdef int requests, rings, total, room
    cdef int[::1] ring_offsets, polygon_offsets, counts
    cdef double[::1] paddings, floors
    cdef unsigned long long[::1] seeds
    cdef double[::1] points

    cpdef bint add(self, int place, object request)
    cpdef object read_terms(self, dict params)
    cdef bint are_arrays(self, object points, object offsets)
    cdef bint are_alike(self, dict params)
    cdef bint add_rings(self, object offsets, int count)
    cdef void widen(self, const float[::1] singles) noexcept nogil
