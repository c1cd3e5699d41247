"""What is to be done, as the coordinator says: values that `main` carries out with the pool and the channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cutout.host.chunk import Chunk
    from cutout.host.events import WorkerId
    from cutout.wire import Log, Progress, Reply, Workers


@dataclass(frozen=True, slots=True)
class Spawn:
    """Start a worker process under this number."""

    worker: WorkerId


@dataclass(frozen=True, slots=True)
class Assign:
    """Send a chunk to a worker that is idle."""

    worker: WorkerId
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class Kill:
    """End a worker process at once; its `WorkerLost` is still expected."""

    worker: WorkerId


@dataclass(frozen=True, slots=True)
class Send:
    """Encode a message and send it to the game."""

    message: Reply | Progress | Workers | Log


@dataclass(frozen=True, slots=True)
class Forward:
    """Send a worker's reply to the game as it came; `reply` is what the bytes say."""

    reply: Reply
    data: bytes


@dataclass(frozen=True, slots=True)
class GiveUp:
    """No worker can be started; every job has been answered."""

    details: str


Instruction: TypeAlias = Spawn | Assign | Kill | Send | Forward | GiveUp
