"""What happened, as the coordinator is told: values with the time they were seen, in seconds of a monotonic clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NewType, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutout.wire import Cancel, Describe, Log, Progress, Reload, Reply, Run

WorkerId = NewType("WorkerId", int)
"""The number of one worker process. A replacement has a new one, so a late event cannot be taken for the new one's."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The game posted a message; `data` are the bytes that it was parsed from."""

    now: float
    message: Run | Cancel | Reload | Describe
    data: bytes


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """A worker has loaded its kinds and waits for its first chunk."""

    now: float
    worker: WorkerId
    pid: int


@dataclass(frozen=True, slots=True)
class WorkerReplied:
    """A worker answered its chunk; `data` are the bytes that `reply` was parsed from."""

    now: float
    worker: WorkerId
    reply: Reply
    data: bytes


@dataclass(frozen=True, slots=True)
class WorkerProgressed:
    """A worker said how far its jobs are."""

    now: float
    worker: WorkerId
    progress: Progress


@dataclass(frozen=True, slots=True)
class WorkerLogged:
    """A worker has a line for the game's log."""

    now: float
    worker: WorkerId
    log: Log


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """A worker process has ended; `why` says how, in words."""

    now: float
    worker: WorkerId
    why: str


@dataclass(frozen=True, slots=True)
class WorkerFailedToStart:
    """A worker process ended before it was ready, and said why."""

    now: float
    worker: WorkerId
    details: str


@dataclass(frozen=True, slots=True)
class TimePassed:
    """The time the coordinator asked for with `next_deadline` has come.

    `starved` holds the workers that wait for a processor, and how much processor time their deadline leaves them, in
    seconds.
    """

    now: float
    starved: Mapping[WorkerId, float] = field(default_factory=dict)


WorkerEvent: TypeAlias = (
    WorkerReady | WorkerReplied | WorkerProgressed | WorkerLogged | WorkerLost | WorkerFailedToStart
)
Event: TypeAlias = Posted | WorkerEvent | TimePassed
