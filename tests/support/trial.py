"""A coordinator under test: events in, instructions out, its invariants checked after each."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from cutout.host.coordinator import Coordinator
from cutout.host.events import (
    Event,
    Posted,
    TimePassed,
    WorkerFailedToStart,
    WorkerId,
    WorkerLogged,
    WorkerLost,
    WorkerProgressed,
    WorkerReady,
    WorkerReplied,
)
from cutout.host.instructions import Assign, Forward, GiveUp, Kill, Send, Spawn
from cutout.wire import Cancel, Describe, Level, Log, Progress, Reload, Reply, Run, Workers, decode, parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cutout.host.instructions import Instruction


def run_of(
    bodies: Mapping[int, bytes], msec: int = 0, kind: str = "echo", *, cache: bool = False, front: bool = False
) -> Run:
    """Jobs by id, and their bodies."""
    return Run(
        kind=kind,
        ids=list(bodies),
        ends=list(accumulate(map(len, bodies.values()))),
        body=b"".join(bodies.values()),
        deadline_msec=msec,
        cache=cache,
        front=front,
    )


def reply_of(bodies: Mapping[int, bytes], codes: Mapping[int, int]) -> Reply:
    """Answer jobs, given their requests' bodies, with ``b"done " + body``; `codes` are those that are not 0."""
    results = [b"done " + body for body in bodies.values()]
    return Reply(
        ids=list(bodies),
        codes=[codes.get(job, 0) for job in bodies],
        usec=[5] * len(bodies),
        ends=list(accumulate(map(len, results))),
        body=b"".join(results),
    )


class Trial:
    """Feeds a coordinator and keeps what it says.

    Instructions come back as short words: ``spawn 1``, ``assign 1 [7, 8]``, ``kill 1``, ``give up``, and the answers as
    ``(job, code)`` in `answers`, those that did not run also in `unrun`. What is said to the game's log is in `logs`,
    how far jobs are in `progress`, the last `Workers` in `workers`. A job's body is ``b"<id>"`` unless it is posted
    with another.
    """

    def __init__(self, workers: int = 1, recycle_after: int = 0, cache_bytes: int = 0) -> None:
        self.now = 0.0
        self.coordinator = Coordinator(workers, recycle_after, cache_bytes)
        self.answers: list[tuple[int, int]] = []
        self.requests: dict[int, bytes] = {}
        self.bodies: dict[int, bytes] = {}
        self.unrun: set[int] = set()
        self.progress: list[tuple[int, float]] = []
        self.logs: list[str] = []
        self.workers: Workers | None = None

    def started(self) -> Trial:
        """Start all workers and make them ready."""
        for word in self.tick():
            self.ready(int(word.removeprefix("spawn ")))
        return self

    def post(self, *jobs: int, msec: int = 0, front: bool = False) -> list[str]:
        """Post a `Run`; `msec` is its deadline."""
        return self._post({job: b"<%d>" % job for job in jobs}, msec=msec, front=front)

    def post_cached(self, bodies: Mapping[int, bytes], msec: int = 0, *, front: bool = False) -> list[str]:
        """Post a `Run` of jobs with these bodies, whose results may be shared."""
        return self._post(bodies, msec=msec, cache=True, front=front)

    def _post(self, bodies: Mapping[int, bytes], **flags: Any) -> list[str]:
        self.requests.update(bodies)
        run = run_of(bodies, **flags)
        return self.handle(Posted(self.now, run, run.encode()))

    def cancel(self, *jobs: int) -> list[str]:
        """Post a `Cancel`."""
        cancel = Cancel(ids=jobs)
        return self.handle(Posted(self.now, cancel, cancel.encode()))

    def reload(self) -> list[str]:
        """Post a `Reload`."""
        return self.handle(Posted(self.now, Reload(), Reload().encode()))

    def describe(self) -> str:
        """Post a `Describe`; return what is said."""
        self.handle(Posted(self.now, Describe(), Describe().encode()))
        return self.logs[-1]

    def ready(self, worker: int) -> list[str]:
        """Make a worker ready, with the pid ``1000 + worker``."""
        return self.handle(WorkerReady(self.now, WorkerId(worker), 1000 + worker))

    def reply(self, worker: int, *jobs: int, codes: Mapping[int, int] | None = None) -> list[str]:
        """Let a worker answer these jobs; `codes` are those of the failed ones."""
        reply = reply_of({job: self.requests.get(job, b"") for job in jobs}, codes or {})
        return self.handle(WorkerReplied(self.now, WorkerId(worker), reply, reply.encode()))

    def say_progress(self, worker: int, jobs: Sequence[int], value: float) -> list[str]:
        """Let a worker say how far these jobs are."""
        progress = Progress(ids=jobs, values=[value] * len(jobs))
        return self.handle(WorkerProgressed(self.now, WorkerId(worker), progress))

    def log(self, worker: int, text: str, level: Level = "warning") -> list[str]:
        """Let a worker log a line."""
        return self.handle(WorkerLogged(self.now, WorkerId(worker), Log(level=level, text=text)))

    def lose(self, worker: int, why: str = "exit code 1") -> list[str]:
        """Let a worker die."""
        return self.handle(WorkerLost(self.now, WorkerId(worker), why))

    def fail_start(self, worker: int, details: str = "Traceback\nImportError: no") -> list[str]:
        """Let a worker say why it cannot start."""
        return self.handle(WorkerFailedToStart(self.now, WorkerId(worker), details))

    def tick(self, seconds: float = 0.0, starved: dict[int, float] | None = None) -> list[str]:
        """Let time pass; `starved` are the workers that lacked a processor, with what their deadline leaves them."""
        self.now += seconds
        left = {WorkerId(worker): seconds_left for worker, seconds_left in (starved or {}).items()}
        return self.handle(TimePassed(self.now, left))

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
                run = parse(chunk.message())
                assert isinstance(run, Run)
                assert (*run.ids,) == chunk.ids
                assert [run.body_of(index) for index in range(len(run.ids))] == [self.requests[job] for job in run.ids]
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
            case Send(Progress() as progress):
                self.progress += zip(progress.ids, progress.values, strict=True)
            case Send(Log() as log):
                self.logs.append(log.text)
            case Send(Workers() as workers):
                self.workers = workers
        return []

    def _answered(self, reply: Reply) -> None:
        self.answers += zip(reply.ids, reply.codes, strict=True)
        for index, job in enumerate(reply.ids):
            self.bodies[job] = bytes(reply.body_of(index))
            if reply.usec[index] == 0:
                self.unrun.add(job)

    def message_for(self, job: int) -> str:
        """Return why a job failed."""
        message = decode(self.bodies[job])["message"]
        assert isinstance(message, str)
        return message
