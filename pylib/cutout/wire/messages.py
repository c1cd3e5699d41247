"""The messages between game and host; `docs/architecture.md` lists their keys.

A message is one Dictionary. `Run` and `Reply` carry many jobs at once, struct-of-arrays: the jobs' bodies lie one after
the other in `body`, and ``ends[i]`` is where the slice of job ``i`` ends. Nothing here looks into a body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self, get_args

from cutout.errors import BadMessage
from cutout.wire.encoding import encode
from cutout.wire.fields import chunk, field, flag, numbers, open_message, packed, slice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer

Level = Literal["info", "warning", "error"]
"""How grave a line of the log is."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)


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
    cache : bool
        Whether a job may be answered with the result of an equal one: same kind, same body. Left out, it is false.
    front : bool
        Whether the chunk goes before all that are not in front. Left out, it is false.
    """

    kind: str
    ids: Sequence[int]
    ends: Sequence[int]
    body: bytes | memoryview
    deadline_msec: int
    cache: bool = False
    front: bool = False

    def body_of(self, index: int) -> memoryview:
        """View the body of the job at `index`, counted from zero; no copy."""
        return slice_of(self.body, self.ends, index)

    def encode(self) -> bytes:
        """Write the message."""
        return encode(
            {
                "op": "run",
                "kind": self.kind,
                "ids": packed("q", self.ids),
                "ends": packed("i", self.ends),
                "body": self.body,
                "deadline_msec": self.deadline_msec,
                **({"cache": True} if self.cache else {}),
                **({"front": True} if self.front else {}),
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
        ids, ends, body = chunk("run", fields)
        deadline_msec = field("run", fields, "deadline_msec", int)
        if deadline_msec < 0:
            raise BadMessage(f"run: 'deadline_msec' is {deadline_msec}; send 0 or more milliseconds.")
        kind = field("run", fields, "kind", str)
        return cls(
            kind=kind,
            ids=ids,
            ends=ends,
            body=body,
            deadline_msec=deadline_msec,
            cache=flag("run", fields, "cache"),
            front=flag("run", fields, "front"),
        )


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
        return encode({"op": "cancel", "ids": packed("q", self.ids)})

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            `ids` is missing or of another type.
        """
        return cls(ids=numbers("cancel", fields, "ids", "q"))


@dataclass(frozen=True, slots=True)
class Reload:
    """Every worker is to be replaced once it is idle, so that modules are imported anew; from the game to the host."""

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "reload"})


@dataclass(frozen=True, slots=True)
class Describe:
    """The log is to say where every job is that is not answered; from the game to the host."""

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "describe"})


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
        How long each job ran, in microseconds: at least 1 if it ran, 0 if it was answered without.
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
        return slice_of(self.body, self.ends, index)

    def encode(self) -> bytes:
        """Write the message."""
        return encode(
            {
                "op": "reply",
                "ids": packed("q", self.ids),
                "codes": packed("i", self.codes),
                "usec": packed("i", self.usec),
                "ends": packed("i", self.ends),
                "body": self.body,
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
        ids, ends, body = chunk("reply", fields)
        codes = numbers("reply", fields, "codes", "i")
        usec = numbers("reply", fields, "usec", "i")
        if not len(codes) == len(usec) == len(ids):
            raise BadMessage(f"reply: {len(ids)} 'ids' come with {len(codes)} 'codes' and {len(usec)} 'usec'.")
        return cls(ids=ids, codes=codes, usec=usec, ends=ends, body=body)

    @classmethod
    def parse(cls, buffer: ReadableBuffer) -> Self:
        """Read a message that must be a reply.

        Raises
        ------
        BadMessage
            The bytes are not a reply, or a field is missing, of another type, or inconsistent with another.
        TooLarge
            The message is over `cutout.wire.MAX_BYTES`.
        """
        op, fields = open_message(buffer)
        if op != "reply":
            raise BadMessage(f"A message with 'op' {op!r} came where a 'reply' belongs.")
        return cls.from_fields(fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far jobs are that run; from a worker to the host, and from the host to the game.

    Parameters
    ----------
    ids : (n,) int64
        The jobs.
    values : (n,) float32
        What part of each is done, 0 to 1.
    """

    ids: Sequence[int]
    values: Sequence[float]

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "progress", "ids": packed("q", self.ids), "values": packed("f", self.values)})

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            A field is missing or of another type, or they are not of one length.
        """
        ids = numbers("progress", fields, "ids", "q")
        values = numbers("progress", fields, "values", "f")
        if len(ids) != len(values):
            raise BadMessage(f"progress: {len(ids)} 'ids' come with {len(values)} 'values'.")
        return cls(ids=ids, values=values)


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
                "pids": packed("q", self.pids),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A line for the game's log; from a worker to the host, and from the host to the game.

    Parameters
    ----------
    level : {"info", "warning", "error"}
        How grave it is.
    text : str
        What is wrong, and what to do.
    """

    level: Level
    text: str

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "log", "level": self.level, "text": self.text})

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            A field is missing or of another type, or there is no such level.
        """
        said = field("log", fields, "level", str)
        level = next((level for level in LEVELS if level == said), None)
        if level is None:
            raise BadMessage(f"log: 'level' is {said[:40]!r}; it must be one of {', '.join(LEVELS)}.")
        return cls(level=level, text=field("log", fields, "text", str))


def parse(buffer: ReadableBuffer) -> Run | Cancel | Reload | Describe:
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
    op, fields = open_message(buffer)
    if op == "run":
        return Run.from_fields(fields)
    if op == "cancel":
        return Cancel.from_fields(fields)
    if op == "reload":
        return Reload()
    if op == "describe":
        return Describe()
    raise BadMessage(f"No message has the 'op' {op[:40]!r}; the game sends 'run', 'cancel', 'reload' and 'describe'.")
