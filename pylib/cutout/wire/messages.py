"""The messages between game and host; `docs/architecture.md` lists their keys.

A message is one Dictionary. `Run` and `Reply` carry many jobs at once, struct-of-arrays: the jobs' bodies lie one after
the other in `body`, and ``ends[i]`` is where the slice of job ``i`` ends. Nothing here looks into a body.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeVar

from cutout.errors import BadMessage
from cutout.wire.decoding import decode
from cutout.wire.encoding import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer

_Field = TypeVar("_Field")

MAX_JOBS: Final = 1024
"""How many jobs one `Run` or `Reply` may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Jobs to run, all of one kind; from the game to the host, and on to a worker.

    Parameters
    ----------
    kind : str
        The registered name of what to compute.
    ids : (n,) int64
        The jobs, 1 to `MAX_JOBS`, each once.
    ends : (n,) int32
        Where each job's body ends in `body`; never decreasing, the last is the length of `body`.
    body : bytes-like
        The jobs' payloads, each the Variant bytes of one value.
    deadline_msec : int
        How long the whole chunk may take, in milliseconds; not negative.
    """

    kind: str
    ids: Sequence[int]
    ends: Sequence[int]
    body: bytes | memoryview
    deadline_msec: int

    def body_of(self, index: int) -> memoryview:
        """View the body of the job at `index`, counted from zero; no copy."""
        return _slice(self.body, self.ends, index)

    def encode(self) -> bytes:
        """Write the message."""
        return encode(
            {
                "op": "run",
                "kind": self.kind,
                "ids": _packed("q", self.ids),
                "ends": _packed("i", self.ends),
                "body": self.body,
                "deadline_msec": self.deadline_msec,
            }
        )

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            A field is missing, of another type, or inconsistent with another.
        """
        ids, ends, body = _chunk("run", fields)
        deadline_msec = _field("run", fields, "deadline_msec", int)
        if deadline_msec < 0:
            raise BadMessage(f"run: 'deadline_msec' is {deadline_msec}; send 0 or more milliseconds.")
        kind = _field("run", fields, "kind", str)
        return cls(kind=kind, ids=ids, ends=ends, body=body, deadline_msec=deadline_msec)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Jobs whose results nobody waits for any more; from the game to the host.

    Parameters
    ----------
    ids : (n,) int64
        The jobs; unknown and repeated ones do no harm.
    """

    ids: Sequence[int]

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "cancel", "ids": _packed("q", self.ids)})

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            `ids` is missing or of another type.
        """
        return cls(ids=_numbers("cancel", fields, "ids", "q"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of jobs; from a worker to the host, and from the host to the game.

    Parameters
    ----------
    ids : (n,) int64
        The jobs, 1 to `MAX_JOBS`, each once.
    codes : (n,) int32
        0 for a job that is done, else a `cutout.errors.Code`.
    usec : (n,) int32
        How long each job ran, in microseconds.
    ends : (n,) int32
        Where each job's body ends in `body`; never decreasing, the last is the length of `body`.
    body : bytes-like
        The jobs' results, each the Variant bytes of one value; of a failed job ``{message, details}``.
    """

    ids: Sequence[int]
    codes: Sequence[int]
    usec: Sequence[int]
    ends: Sequence[int]
    body: bytes | memoryview

    def body_of(self, index: int) -> memoryview:
        """View the body of the job at `index`, counted from zero; no copy."""
        return _slice(self.body, self.ends, index)

    def encode(self) -> bytes:
        """Write the message."""
        return encode(
            {
                "op": "reply",
                "ids": _packed("q", self.ids),
                "codes": _packed("i", self.codes),
                "usec": _packed("i", self.usec),
                "ends": _packed("i", self.ends),
                "body": self.body,
            }
        )

    @classmethod
    def parse(cls, buffer: ReadableBuffer) -> Self:
        """Read what a worker sent.

        Raises
        ------
        BadMessage
            The bytes are not a reply, or a field is missing, of another type, or inconsistent with another.
        TooLarge
            The message is over `cutout.wire.MAX_BYTES`.
        """
        op, fields = _open(buffer)
        if op != "reply":
            raise BadMessage(f"A message with 'op' {op!r} came where a 'reply' belongs.")
        ids, ends, body = _chunk("reply", fields)
        codes = _numbers("reply", fields, "codes", "i")
        usec = _numbers("reply", fields, "usec", "i")
        if not len(codes) == len(usec) == len(ids):
            raise BadMessage(f"reply: {len(ids)} 'ids' come with {len(codes)} 'codes' and {len(usec)} 'usec'.")
        return cls(ids=ids, codes=codes, usec=usec, ends=ends, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """How the workers are; from the host to the game, whenever it changes.

    Parameters
    ----------
    ready, total : int
        Workers that take jobs, and workers there should be.
    restarts : int
        Workers replaced since the start.
    pids : (m,) int64
        Process ids of the living workers.
    """

    ready: int
    total: int
    restarts: int
    pids: Sequence[int]

    def encode(self) -> bytes:
        """Write the message."""
        return encode(
            {
                "op": "workers",
                "ready": self.ready,
                "total": self.total,
                "restarts": self.restarts,
                "pids": _packed("q", self.pids),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A line for the game's log; from the host to the game.

    Parameters
    ----------
    level : {"info", "warning", "error"}
        How grave it is.
    text : str
        What is wrong, and what to do.
    """

    level: Literal["info", "warning", "error"]
    text: str

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "log", "level": self.level, "text": self.text})


def parse(buffer: ReadableBuffer) -> Run | Cancel:
    """Read what the game sent.

    Keys beyond those of the message are ignored. The arrays of the result are views into `buffer`.

    Parameters
    ----------
    buffer : bytes-like
        One message.

    Raises
    ------
    BadMessage
        The bytes are not a message, or a field is missing, of another type, or inconsistent with another; the text
        names the field.
    TooLarge
        The message is over `cutout.wire.MAX_BYTES`.
    """
    op, fields = _open(buffer)
    if op == "run":
        return Run.from_fields(fields)
    if op == "cancel":
        return Cancel.from_fields(fields)
    raise BadMessage(f"No message has the 'op' {op[:40]!r}; the game sends 'run' and 'cancel'.")


def _open(buffer: ReadableBuffer) -> tuple[str, dict[Any, Any]]:
    fields = decode(buffer)
    if type(fields) is not dict:
        raise BadMessage(f"A message is a Dictionary, but this is of type {type(fields).__name__}.")
    return _field("message", fields, "op", str), fields


def _field(op: str, fields: dict[Any, Any], name: str, wanted: type[_Field]) -> _Field:
    value = fields.get(name)
    if type(value) is not wanted:
        found = f"of type {type(value).__name__}" if name in fields else "missing"
        raise BadMessage(f"{op}: '{name}' is {found}; it must be of type {wanted.__name__}.")
    return value


def _numbers(op: str, fields: dict[Any, Any], name: str, code: str) -> memoryview:
    view = _field(op, fields, name, memoryview)
    if view.format != code or view.ndim != 1:
        raise BadMessage(
            f"{op}: '{name}' has the format {view.format!r}, {view.ndim}-dimensional; it must be {code!r}."
        )
    return view


def _chunk(op: str, fields: dict[Any, Any]) -> tuple[memoryview, memoryview, memoryview]:
    """Take the fields that every message about jobs has, and check that they fit together."""
    ids = _numbers(op, fields, "ids", "q")
    ends = _numbers(op, fields, "ends", "i")
    body = _numbers(op, fields, "body", "B")
    if not 1 <= len(ids) <= MAX_JOBS:
        raise BadMessage(f"{op}: 'ids' has {len(ids)} jobs; send 1 to {MAX_JOBS}.")
    if len(set(ids)) != len(ids):
        raise BadMessage(f"{op}: 'ids' has a job twice; send each once.")
    if len(ends) != len(ids):
        raise BadMessage(f"{op}: {len(ids)} 'ids' come with {len(ends)} 'ends'.")
    if ends[0] < 0 or any(end < start for start, end in pairwise(ends)):
        raise BadMessage(f"{op}: 'ends' decreases; each is the end of a slice of 'body', in order.")
    if ends[-1] != len(body):
        raise BadMessage(f"{op}: the last of 'ends' is {ends[-1]}, but 'body' has {len(body)} bytes.")
    return ids, ends, body


def _slice(body: bytes | memoryview, ends: Sequence[int], index: int) -> memoryview:
    if not 0 <= index < len(ends):
        raise IndexError(f"There is no job {index} among {len(ends)}.")
    return memoryview(body)[ends[index - 1] if index else 0 : ends[index]]


def _packed(code: str, numbers: Sequence[int]) -> array[int] | memoryview:
    if isinstance(numbers, memoryview) and numbers.format == code:
        return numbers
    return array(code, numbers)
