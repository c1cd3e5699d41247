cimport cython

from .batch cimport Kernel
from .finish cimport Finish
from .message cimport Message
from .polygons cimport Polygons
from .scatter cimport Scatter


@cython.final
cdef class Chain:
    cdef Polygons polygons
    cdef Scatter scatter
    cdef Kernel kernel
    cdef Finish finish
    cdef Message message

    cpdef list run(self, dict batch)
