"""How a kind tells the game how far it is."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from cutout.wire import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutout.worker.line import Line

PAUSE_SECONDS: Final = 0.05
"""The least time between two reports on a job: three frames of a game."""


class _Reports:
    """Where reports go: to nobody, unless a worker runs a job."""

    line: Line | None = None
    jobs: Sequence[int] = ()
    next: float = 0.0


def report_progress(fraction: float) -> None:
    """Tell the game how much of the current job is done.

    Parameters
    ----------
    fraction : float
        From 0 to 1; what lies beyond is taken for the nearer of the two.

    Notes
    -----
    A call costs a tenth of a microsecond, or some ten once in 50 ms, when it is sent. Outside of a worker it does
    nothing. In a `batch_kind` it speaks for all jobs of the batch.
    """
    line, now = _Reports.line, monotonic()
    if line is None or now < _Reports.next or not _Reports.jobs:
        return
    _Reports.next = now + PAUSE_SECONDS
    jobs = _Reports.jobs
    # In this order not-a-number becomes 0.
    value = min(1.0, max(0.0, fraction))
    line.send(Progress(ids=jobs, values=[value] * len(jobs)).encode())


def send_reports_to(line: Line) -> None:
    """Let reports go to the host."""
    _Reports.line = line


def set_jobs(jobs: Sequence[int]) -> None:
    """Let reports be about these jobs from now on; none, if there are none."""
    _Reports.jobs = jobs
    _Reports.next = 0.0
