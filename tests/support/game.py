"""A game that has no engine: it posts jobs to a host in its own process, and keeps the answers."""

from __future__ import annotations

from itertools import accumulate, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cutout.host.local_channel import LocalChannel
from cutout.host.main import Host
from cutout.host.options import Options
from cutout.wire import Cancel, Describe, Reload, Reply, Run, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TESTS = str(Path(__file__).resolve().parents[1])
KINDS = "support.kinds"


def chunk_message(
    kind: str,
    ids: Sequence[int],
    payloads: Sequence[object],
    msec: int = 0,
    *,
    cache: bool = False,
    front: bool = False,
) -> bytes:
    """Write a `Run`."""
    bodies = [encode(payload) for payload in payloads]
    ends = list(accumulate(map(len, bodies)))
    run = Run(kind=kind, ids=ids, ends=ends, body=b"".join(bodies), deadline_msec=msec, cache=cache, front=front)
    return run.encode()


class Game:
    """A context manager; on leaving it, the workers are gone.

    `answers` holds a code and a decoded body for each job, `usec` how long it ran, `progress` how far it said it was;
    `pids` and `ready` are the last that was said of the workers.
    """

    def __init__(self, *, workers: int = 2, modules: tuple[str, ...] = (KINDS,), **options: Any) -> None:
        self.channel = LocalChannel()
        options = {"nice": 0, "path": (TESTS,), **options}
        self.host = Host(self.channel, Options(workers=workers, modules=modules, **options))
        self.answers: dict[int, tuple[int, Any]] = {}
        self.usec: dict[int, int] = {}
        self.progress: dict[int, list[float]] = {}
        self.logs: list[str] = []
        self.levels: list[str] = []
        self.pids: list[int] = []
        self.ready = 0
        self.restarts = 0
        self._posted: set[int] = set()
        self._ids = count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.host.__exit__()
        self.channel.__exit__()

    def run(self, kind: str, *payloads: object, msec: int = 0, cache: bool = False, front: bool = False) -> list[int]:
        """Post a chunk; return the jobs' ids."""
        ids = [next(self._ids) for _ in payloads]
        self._posted.update(ids)
        self.channel.post(chunk_message(kind, ids, payloads, msec, cache=cache, front=front))
        return ids

    def act(self, *deeds: str, msec: int = 0) -> list[int]:
        """Post a chunk of the kind ``act``."""
        return self.run("act", *({"do": deed} for deed in deeds), msec=msec)

    def cancel(self, *jobs: int) -> None:
        """Post a cancellation."""
        self.channel.post(Cancel(ids=jobs).encode())

    def reload(self) -> None:
        """Post a reload."""
        self.channel.post(Reload().encode())

    def describe(self) -> None:
        """Ask where the jobs are."""
        self.channel.post(Describe().encode())

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the host work until something is so; the test's time limit ends it if it never is."""
        while not condition():
            self.host.step()
            self.hear()

    def until_ready(self) -> None:
        """Let the host work until a worker is ready."""
        self.until(lambda: self.ready > 0)

    def until_answered(self) -> None:
        """Let the host work until every job is answered."""
        self.until(lambda: self.answers.keys() == self._posted)

    def hear(self) -> None:
        """Take in what the host has sent."""
        while (message := self.channel.poll()) is not None:
            fields = decode(message)
            if fields["op"] == "reply":
                reply = Reply.parse(message)
                for index, job in enumerate(reply.ids):
                    assert job not in self.answers, f"job {job} is answered twice"
                    self.answers[job] = (reply.codes[index], decode(reply.body_of(index)))
                    self.usec[job] = reply.usec[index]
            elif fields["op"] == "workers":
                self.pids = list(fields["pids"])
                self.ready = fields["ready"]
                self.restarts = fields["restarts"]
            elif fields["op"] == "progress":
                for job, value in zip(fields["ids"], fields["values"], strict=True):
                    self.progress.setdefault(job, []).append(value)
            else:
                self.logs.append(fields["text"])
                self.levels.append(fields["level"])

    def codes(self, jobs: list[int]) -> list[int]:
        """Return what became of these jobs."""
        return [self.answers[job][0] for job in jobs]
