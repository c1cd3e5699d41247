"""A coordinator under test: events in, instructions out, its invariants checked after each."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from cutout.host.coordinator import Coordinator
from cutout.host.events import (
    Event,
    Posted,
    TimePassed,
    WorkerFailedToStart,
    WorkerId,
    WorkerLost,
    WorkerReady,
    WorkerReplied,
)
from cutout.host.instructions import Assign, Forward, GiveUp, Kill, Send, Spawn
from cutout.wire import Cancel, Log, Reply, Run, Workers, decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutout.host.instructions import Instruction


def run_of(*jobs: int, msec: int = 0, kind: str = "echo") -> Run:
    """Jobs whose bodies are ``b"<id>"``."""
    bodies = [b"<%d>" % job for job in jobs]
    return Run(kind=kind, ids=jobs, ends=list(accumulate(map(len, bodies))), body=b"".join(bodies), deadline_msec=msec)


def reply_of(*jobs: int) -> Reply:
    """Answer jobs with bodies ``b"done <id>"``."""
    bodies = [b"done %d" % job for job in jobs]
    return Reply(
        ids=jobs,
        codes=[0] * len(jobs),
        usec=[5] * len(jobs),
        ends=list(accumulate(map(len, bodies))),
        body=b"".join(bodies),
    )


class Trial:
    """Feeds a coordinator and keeps what it says.

    Instructions come back as short words: ``spawn 1``, ``assign 1 [7, 8]``, ``kill 1``, ``give up``, and the answers as
    ``(job, code)`` in `answers`. What is said to the game's log is in `logs`, the last `Workers` in `workers`.
    """

    def __init__(self, workers: int = 1, recycle_after: int = 0) -> None:
        self.now = 0.0
        self.coordinator = Coordinator(workers, recycle_after)
        self.answers: list[tuple[int, int]] = []
        self.bodies: dict[int, bytes] = {}
        self.logs: list[str] = []
        self.workers: Workers | None = None

    def started(self) -> Trial:
        """Start all workers and make them ready."""
        for word in self.tick():
            self.ready(int(word.removeprefix("spawn ")))
        return self

    def post(self, *jobs: int, msec: int = 0) -> list[str]:
        """Post a `Run`; `msec` is its deadline."""
        return self.handle(Posted(self.now, run_of(*jobs, msec=msec)))

    def cancel(self, *jobs: int) -> list[str]:
        """Post a `Cancel`."""
        return self.handle(Posted(self.now, Cancel(ids=jobs)))

    def ready(self, worker: int) -> list[str]:
        """Make a worker ready, with the pid ``1000 + worker``."""
        return self.handle(WorkerReady(self.now, WorkerId(worker), 1000 + worker))

    def reply(self, worker: int, *jobs: int) -> list[str]:
        """Let a worker answer these jobs."""
        reply = reply_of(*jobs)
        return self.handle(WorkerReplied(self.now, WorkerId(worker), reply, reply.encode()))

    def lose(self, worker: int, why: str = "exit code 1") -> list[str]:
        """Let a worker die."""
        return self.handle(WorkerLost(self.now, WorkerId(worker), why))

    def fail_start(self, worker: int, details: str = "Traceback\nImportError: no") -> list[str]:
        """Let a worker say why it cannot start."""
        return self.handle(WorkerFailedToStart(self.now, WorkerId(worker), details))

    def tick(self, seconds: float = 0.0) -> list[str]:
        """Let time pass."""
        self.now += seconds
        return self.handle(TimePassed(self.now))

    def handle(self, event: Event) -> list[str]:
        """Feed one event, check the invariants, return the instructions in words."""
        instructions = self.coordinator.handle(event)
        self.coordinator.check()
        return [word for instruction in instructions for word in self._word(instruction)]

    def _word(self, instruction: Instruction) -> Sequence[str]:
        match instruction:
            case Spawn(worker):
                return [f"spawn {worker}"]
            case Assign(worker, chunk):
                assert chunk.bodies == tuple(b"<%d>" % job for job in chunk.ids)
                return [f"assign {worker} {list(chunk.ids)}"]
            case Kill(worker):
                return [f"kill {worker}"]
            case GiveUp():
                return ["give up"]
            case Forward(reply, data):
                assert Reply.parse(data).body == reply.body
                self._answered(reply)
            case Send(Reply() as reply):
                self._answered(Reply.parse(reply.encode()))
            case Send(Log() as log):
                self.logs.append(log.text)
            case Send(Workers() as workers):
                self.workers = workers
        return []

    def _answered(self, reply: Reply) -> None:
        self.answers += zip(reply.ids, reply.codes, strict=True)
        for index, job in enumerate(reply.ids):
            self.bodies[job] = bytes(reply.body_of(index))

    def message_for(self, job: int) -> str:
        """Return why a job failed."""
        message = decode(self.bodies[job])["message"]
        assert isinstance(message, str)
        return message
