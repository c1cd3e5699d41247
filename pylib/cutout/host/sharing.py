"""One result for all equal jobs, whether they come one after the other or at once.

Jobs are equal if their kind and their body's bytes are; only those of a `Run` that asks for it take part. Of equal jobs
that are unanswered at the same time one runs, the *leader*; the others, its *followers*, wait for what becomes of it:

- It is done, or the request itself is wrong in a way that every try finds again (`SHARED_CODES`): all get its answer.
- Anything else (cancelled, timed out, crashed, out of memory, a fault in the kind) is the leader's own fate: one of the
  followers takes its place and runs, the first of those with the soonest deadline, and the rest follow that one. So
  jobs that hang cost what they would cost without sharing: each has its own try.

A job follows only a leader whose deadline is no later than its own, or else it might wait longer than it may; one that
cannot follow runs by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from cutout.errors import Code
from cutout.host.cache import ResultCache, digests

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cutout.host.chunk import Chunk
    from cutout.wire import Reply

SHARED_CODES: Final = frozenset(
    map(int, (Code.OK, Code.BAD_MESSAGE, Code.BAD_POLYGON, Code.BAD_PARAMS, Code.UNKNOWN_KIND))
)
"""What an equal job would be answered too. Not ``TOO_LARGE``: that also depends on the other results of the chunk."""


class Answer(NamedTuple):
    """What a job is answered without having run."""

    job: int
    code: int
    body: bytes


@dataclass(slots=True)
class _Leader:
    job: int
    seconds: float
    followers: dict[int, Chunk]


class Sharing:
    """Who runs for whom, and what has been computed before.

    Parameters
    ----------
    cache_bytes : int
        How much the results kept may take; 0 shares nothing.
    """

    def __init__(self, cache_bytes: int) -> None:
        self._enabled = cache_bytes > 0
        self._cache = ResultCache(cache_bytes)
        self._epoch = 0
        # Every job that runs, or waits for a worker, and whose result is to be kept.
        self._digest_of: dict[int, bytes] = {}
        self._leaders: dict[bytes, _Leader] = {}
        self._leader_of: dict[int, _Leader] = {}

    def __bool__(self) -> bool:
        return bool(self._digest_of)

    def holds(self, jobs: Sequence[int]) -> set[int]:
        """Return those of these jobs that follow another."""
        return self._leader_of.keys() & jobs

    def followers(self) -> list[int]:
        """Every job that follows another."""
        return list(self._leader_of)

    def followers_of(self, job: int) -> list[int]:
        """Return the jobs that follow this one."""
        digest = self._digest_of.get(job)
        leader = None if digest is None else self._leaders.get(digest)
        return list(leader.followers) if leader is not None and leader.job == job else []

    def sift(self, chunk: Chunk) -> tuple[list[Answer], list[int], Chunk | None]:
        """Take out of a new chunk what need not run.

        Returns
        -------
        answers : list of Answer
            The jobs whose results are known.
        leaders : list of int
            Those that others of the jobs follow from now on.
        rest : Chunk or None
            The jobs that have to run.
        """
        if not self._enabled or not chunk.run.cache:
            return [], [], chunk
        answers: list[Answer] = []
        leaders: list[int] = []
        seconds = _seconds(chunk)
        bodies = (chunk.run.body_of(place) for place in chunk.places)
        for index, digest in enumerate(digests(chunk.kind, bodies, self._epoch)):
            job = chunk.ids[index]
            result = self._cache.get(digest)
            if result is not None:
                answers.append(Answer(job, Code.OK, result))
                continue
            leader = self._leaders.get(digest)
            if leader is None:
                self._lead(digest, job, seconds, {})
            elif leader.seconds <= seconds:
                leader.followers[job] = chunk.pick(index)
                self._leader_of[job] = leader
                leaders.append(leader.job)
            else:
                self._digest_of[job] = digest
        out = {answer.job for answer in answers}.union(job for job in chunk.ids if job in self._leader_of)
        return answers, leaders, chunk.without(out)

    def settle(self, reply: Reply) -> tuple[list[Answer], list[Chunk]]:
        """Take what became of jobs that ran, or were to run.

        Returns
        -------
        answers : list of Answer
            For jobs that followed them.
        chunks : list of Chunk
            Jobs that followed them and have to run now, in order.
        """
        answers: list[Answer] = []
        chunks: list[Chunk] = []
        codes = list(map(int, reply.codes))  # A member of an Enum compares ten times slower.
        for index, job in enumerate(reply.ids):
            digest = self._digest_of.pop(job, None)
            if digest is None:
                continue
            code = codes[index]
            body = bytes(reply.body_of(index)) if code in SHARED_CODES else b""
            if not code:
                self._cache.put(digest, body)
            leader = self._leaders.get(digest)
            if leader is None or leader.job != job:
                continue
            del self._leaders[digest]
            for follower in leader.followers:
                del self._leader_of[follower]
            if code in SHARED_CODES:
                answers += [Answer(follower, code, body) for follower in leader.followers]
            elif leader.followers:
                chunks.append(self._succeed(digest, leader.followers))
        return answers, chunks

    def leave(self, jobs: Sequence[int]) -> list[int]:
        """Take out those of these jobs that follow another; return them."""
        left = [job for job in dict.fromkeys(jobs) if job in self._leader_of]
        for job in left:
            del self._leader_of.pop(job).followers[job]
        return left

    def forget_results(self) -> None:
        """Drop all results, and let nothing new follow a job that was there before: the code has been changed."""
        self._cache.clear()
        self._epoch += 1

    def check(self, active: Collection[int]) -> None:
        """Verify that the state is sound; for tests.

        Parameters
        ----------
        active : collection of int
            The jobs that run or wait for a worker.

        Raises
        ------
        AssertionError
            A follower is active, or follows nobody who is; or an index is wrong.
        """
        self._cache.check()
        if not self._digest_of.keys() <= set(active):
            raise AssertionError(f"shared results are awaited of jobs that are gone: {self._digest_of.keys()}")
        if self._leader_of.keys() & set(active):
            raise AssertionError(f"jobs that follow and run at once: {self._leader_of.keys()}")
        for digest, leader in self._leaders.items():
            if self._digest_of.get(leader.job) != digest:
                raise AssertionError(f"{leader} leads under a digest that is not its own")
        index = {job: leader.job for leader in self._leaders.values() for job in leader.followers}
        if index != {job: leader.job for job, leader in self._leader_of.items()}:
            raise AssertionError(f"the leaders have the followers {index}, the index says {self._leader_of}")

    def _lead(self, digest: bytes, job: int, seconds: float, followers: dict[int, Chunk]) -> None:
        leader = _Leader(job, seconds, followers)
        self._digest_of[job] = digest
        self._leaders[digest] = leader
        if followers:
            self._leader_of.update(dict.fromkeys(followers, leader))

    def _succeed(self, digest: bytes, followers: dict[int, Chunk]) -> Chunk:
        """Let the first of those with the soonest deadline lead the others; return its chunk."""
        job = min(followers, key=lambda follower: _seconds(followers[follower]))
        chunk = followers.pop(job)
        self._lead(digest, job, _seconds(chunk), followers)
        return chunk


def _seconds(chunk: Chunk) -> float:
    return inf if chunk.seconds is None else chunk.seconds
