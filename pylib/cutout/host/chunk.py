"""A chunk: the jobs that travel to a worker together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Self

from cutout.wire import Run

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Jobs of one kind, run by one worker, one after the other: all that came in one `Run`, or some of them.

    Parameters
    ----------
    run : Run
        The message the jobs came in.
    data : bytes
        The bytes that `run` was parsed from.
    ids : tuple of int
        One id per job, without repeats, never empty.
    places : sequence of int
        Where each of the jobs stands in `run`, ascending.
    front : bool
        Whether the chunk goes before all that are not in front.
    lone_deaths : int
        How many workers died of this chunk while it held one job only.
    """

    run: Run
    data: bytes
    ids: tuple[int, ...]
    places: Sequence[int]
    front: bool = False
    lone_deaths: int = 0

    @classmethod
    def of(cls, run: Run, data: bytes) -> Self:
        """Take all jobs of a message."""
        return cls(run=run, data=data, ids=tuple(run.ids), places=range(len(run.ids)), front=run.front)

    @property
    def kind(self) -> str:
        """The name the kind is registered under."""
        return self.run.kind

    @property
    def seconds(self) -> float | None:
        """How long a worker may take over the chunk; None sets no deadline."""
        return self.run.deadline_msec / 1000.0 if self.run.deadline_msec else None

    def message(self) -> bytes:
        """Write the `Run` for a worker: the bytes as they came if no job was taken out."""
        if len(self.places) == len(self.run.ids):
            return self.data
        bodies = [self.run.body_of(place) for place in self.places]
        return Run(
            kind=self.run.kind,
            ids=self.ids,
            ends=list(accumulate(map(len, bodies))),
            body=b"".join(bodies),
            deadline_msec=self.run.deadline_msec,
        ).encode()

    def split(self) -> list[Chunk]:
        """One chunk per job, in order, each with the whole deadline for itself."""
        return [replace(self, ids=(job,), places=(place,)) for job, place in zip(self.ids, self.places, strict=True)]

    def pick(self, index: int) -> Chunk:
        """Return a chunk with only the job at `index`, counted from zero."""
        return replace(self, ids=(self.ids[index],), places=(self.places[index],))

    def without(self, jobs: set[int]) -> Chunk | None:
        """Return the chunk with these jobs taken out, None if nothing is left."""
        if not jobs:
            return self
        kept = [(job, place) for job, place in zip(self.ids, self.places, strict=True) if job not in jobs]
        if not kept:
            return None
        return replace(self, ids=tuple(job for job, _ in kept), places=tuple(place for _, place in kept))
