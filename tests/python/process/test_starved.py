"""What the pool tells of workers that want a processor: how much of it is left to them, not how late it is."""

from __future__ import annotations

import os
import sys

import pytest

from cutout.host.starts import START_SECONDS
from support.game import Game

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell the processor time of a process"),
]

DEADLINE_MSEC = 30_000


def left(game: Game) -> float:
    """Look until a worker wants a processor; return how much of it is left to that one, in seconds."""
    while not (found := game.host._pool.starved()):  # noqa: SLF001 - what the coordinator is told
        os.sched_yield()
    (seconds,) = found.values()
    return seconds


def test_a_worker_that_starts_has_the_time_of_a_start() -> None:
    with Game(workers=1) as game:
        game.host.step()
        assert START_SECONDS / 2.0 < left(game) <= START_SECONDS


def test_a_worker_with_a_job_has_its_deadline_less_what_it_has_used() -> None:
    with Game(workers=1) as game:
        game.until_ready()
        game.act("spin", msec=DEADLINE_MSEC)
        game.host.step()
        first = left(game)
        assert DEADLINE_MSEC / 2000.0 < first <= DEADLINE_MSEC / 1000.0
        while left(game) == first:
            pass
        assert left(game) < first
