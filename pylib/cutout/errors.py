"""Every way a job can fail, one code each.

::

    CutoutError
    ├── RequestError             the request is wrong; sending it again cannot help
    │   ├── BadMessage           bytes that are not a message
    │   ├── BadPolygon           not finite, too few points, no area
    │   ├── BadParams            an unknown name, a wrong type, a value out of range
    │   ├── UnknownKind          no such kind of job is registered
    │   ├── TooLarge             over a limit on size or count
    │   ├── RefractureLimit      broken as often as its parameters allow
    │   ├── BadPath              outside the folders that kinds may read, or no plain file
    │   ├── FileMissing          there is no such file
    │   ├── BadFile              a file that does not hold what it should
    │   └── DependencyCycle      files that need each other
    ├── GeometryError            the request is sound, the geometry cannot be made
    │   └── UnstableGeometry     every path failed its own checks
    ├── WorkerError              what happened to the process
    │   ├── TimedOut             the job passed its deadline
    │   ├── WorkerCrashed        the job killed its worker, twice
    │   └── OutOfMemory          the job passed the worker's memory limit
    └── InternalError            a fault of ours (or of a user's kind): please report

The codes of the queue and the backend exist on the game's side only; the table lists them so that both sides share
one numbering.
``addons/cutout/jobs/cutout_error.gd`` mirrors `Code`, and a test compares the two.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Code(IntEnum):
    """The code of a failure, as it travels to the game."""

    OK = 0
    BAD_MESSAGE = 101
    BAD_POLYGON = 102
    BAD_PARAMS = 103
    UNKNOWN_KIND = 104
    TOO_LARGE = 105
    REFRACTURE_LIMIT = 106
    BAD_PATH = 107
    FILE_MISSING = 108
    BAD_FILE = 109
    DEPENDENCY_CYCLE = 110
    UNSTABLE_GEOMETRY = 201
    TIMED_OUT = 301
    WORKER_CRASHED = 302
    OUT_OF_MEMORY = 303
    QUEUE_FULL = 401
    CANCELLED = 402
    SUPERSEDED = 403
    BACKEND_DOWN = 501
    INTERNAL = 901


class CutoutError(Exception):
    """Base of everything Cutout raises on purpose.

    Parameters
    ----------
    message : str
        What is wrong, with which value, and what to do.
    details : str, optional
        A traceback or another longer text for the log.
    """

    code: ClassVar[Code] = Code.INTERNAL

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message, details)
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return self.message


class RequestError(CutoutError):
    """The request is wrong; sending it again cannot help."""


class BadMessage(RequestError):
    """Bytes that are not a message, or a message that lacks a field."""

    code = Code.BAD_MESSAGE


class BadPolygon(RequestError):
    """A polygon that is not finite, has too few points or encloses no area."""

    code = Code.BAD_POLYGON


class BadParams(RequestError):
    """A parameter with an unknown name, a wrong type or a value out of range."""

    code = Code.BAD_PARAMS


class UnknownKind(RequestError):
    """No kind of job is registered under this name."""

    code = Code.UNKNOWN_KIND


class TooLarge(RequestError):
    """A message, polygon or result over its limit."""

    code = Code.TOO_LARGE


class RefractureLimit(RequestError):
    """A fragment that has been broken as often as its parameters allow; it stays as it is."""

    code = Code.REFRACTURE_LIMIT


class BadPath(RequestError):
    """A path outside the folders that kinds may read, or of something that is no plain file."""

    code = Code.BAD_PATH


class FileMissing(RequestError):
    """There is no file at this path, or it may not be read."""

    code = Code.FILE_MISSING


class BadFile(RequestError):
    """A file that does not hold what it should; the message names the offset or the line."""

    code = Code.BAD_FILE


class DependencyCycle(RequestError):
    """Files that need each other; the message names them in turn."""

    code = Code.DEPENDENCY_CYCLE


class GeometryError(CutoutError):
    """The request is sound, but its geometry cannot be made."""


class UnstableGeometry(GeometryError):
    """Every path failed its own checks."""

    code = Code.UNSTABLE_GEOMETRY


class WorkerError(CutoutError):
    """Something happened to the process that ran the job."""


class TimedOut(WorkerError):
    """The job passed its deadline, and its worker was killed."""

    code = Code.TIMED_OUT


class WorkerCrashed(WorkerError):
    """The job killed its worker, and did it again when it ran alone."""

    code = Code.WORKER_CRASHED


class OutOfMemory(WorkerError):
    """The job passed the memory limit of its worker."""

    code = Code.OUT_OF_MEMORY


class InternalError(CutoutError):
    """A fault of ours, or of a user's own kind: the details hold the traceback."""

    code = Code.INTERNAL
