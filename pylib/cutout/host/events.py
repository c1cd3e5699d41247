"""What happened, as the coordinator is told: values with the time they were seen, in seconds of a monotonic clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType, TypeAlias

if TYPE_CHECKING:
    from cutout.wire import Cancel, Reply, Run

WorkerId = NewType("WorkerId", int)
"""The number of one worker process. A replacement has a new one, so a late event cannot be taken for the new one's."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The game posted a message."""

    now: float
    message: Run | Cancel


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
    """The time the coordinator asked for with `next_deadline` has come."""

    now: float


Event: TypeAlias = Posted | WorkerReady | WorkerReplied | WorkerLost | WorkerFailedToStart | TimePassed
