"""Where every job is, in words: for whoever wonders why one does not end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from cutout.host.crew import Crew, Worker

IDS: Final = 32
"""How many ids a line names."""


def describe(crew: Crew, waiting: Collection[int], following: Collection[int], now: float) -> str:
    """Return a line for what waits, and one for each worker.

    Parameters
    ----------
    crew : Crew
        The workers.
    waiting, following : collection of int
        The jobs that wait for a worker, and for an equal job.
    now : float
        The time, in seconds.
    """
    first = f"{_listed(waiting)} wait for a worker, {_listed(following)} for an equal job"
    absent = crew.total - sum(1 for _ in crew)
    last = [f"{absent} of {crew.total} workers are to be started"] if absent else []
    return "\n".join([first, *(_line(worker, now) for worker in crew), *last])


def _line(worker: Worker, now: float) -> str:
    line = f"worker {worker.id}, pid {worker.pid or 'unknown'}: {worker.state.name.lower()}"
    if worker.chunk is not None:
        line += f" with {_listed(worker.chunk.ids)} of kind {worker.chunk.kind!r}"
    if worker.cancelled:
        line += f", cancelled are {_listed(sorted(worker.cancelled))}"
    if worker.due is not None:
        line += f", due in {worker.due - now:.1f} s"
    if worker.postponed:
        line += f", put off for want of a processor: {worker.postponed}"
    return line


def _listed(jobs: Collection[int]) -> str:
    ids = " ".join(map(str, list(jobs)[:IDS]))
    named = f" ({ids}{' …' if len(jobs) > IDS else ''})" if jobs else ""
    return f"{len(jobs)} job{'' if len(jobs) == 1 else 's'}{named}"
