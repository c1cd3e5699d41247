"""A worker stopped in the midst of a message: it costs its own job, and nobody else waits."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from cutout.errors import Code
from support import engine
from support.game import Game

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.process

DEADLINE_MSEC = 1000
LARGE = {"blob": bytes(1 << 24)}  # 16 MiB, far more than a pipe holds


@pytest.fixture
def game() -> Iterator[Game]:
    with Game(workers=2) as game:
        game.until(lambda: game.ready == 2)
        yield game


def answered(game: Game, jobs: list[int]) -> bool:
    return game.answers.keys() >= set(jobs)


def test_stopped_in_a_reply_it_holds_up_nobody_and_goes_on_later(game: Game) -> None:
    (frozen,) = game.act("freeze replying")
    others = [job for x in range(20) for job in game.run("echo", {"x": x})]
    game.until(lambda: answered(game, others))
    assert frozen not in game.answers
    # The first job went to the worker that was ready first.
    while engine.state_of(game.pids[0]) != "T":
        os.sched_yield()
    os.kill(game.pids[0], signal.SIGCONT)
    game.until_answered()
    assert game.codes([frozen]) == [0]


def test_stopped_in_a_reply_it_is_ended_at_its_deadline(game: Game) -> None:
    (frozen,) = game.act("freeze replying", msec=DEADLINE_MSEC)
    others = game.run("echo", {}, {})
    game.until_answered()
    assert game.codes([frozen, *others]) == [Code.TIMED_OUT, 0, 0]


def test_stopped_before_a_large_chunk_it_holds_up_nobody_and_goes_on_later(game: Game) -> None:
    stopped = game.pids[0]
    os.kill(stopped, signal.SIGSTOP)
    (large,) = game.run("echo", LARGE)
    others = [job for x in range(20) for job in game.run("echo", {"x": x})]
    game.until(lambda: answered(game, others))
    assert large not in game.answers
    os.kill(stopped, signal.SIGCONT)
    game.until_answered()
    assert game.answers[large][1]["blob"] == LARGE["blob"]


def test_stopped_before_a_large_chunk_it_is_ended_at_its_deadline_and_replaced(game: Game) -> None:
    stopped = game.pids[0]
    os.kill(stopped, signal.SIGSTOP)
    (large,) = game.run("echo", LARGE, msec=DEADLINE_MSEC)
    others = game.run("echo", {}, {})
    game.until_answered()
    assert game.codes([large, *others]) == [Code.TIMED_OUT, 0, 0]
    game.until(lambda: game.ready == 2)
    assert stopped not in game.pids


def test_cancelling_frees_a_stopped_worker_too(game: Game) -> None:
    os.kill(game.pids[0], signal.SIGSTOP)
    (large,) = game.run("echo", LARGE)
    game.host.step()
    game.cancel(large)
    game.until_answered()
    assert game.codes([large]) == [Code.CANCELLED]


def test_the_host_ends_although_its_workers_are_stopped(game: Game) -> None:
    for pid in game.pids:
        os.kill(pid, signal.SIGSTOP)
    game.run("echo", LARGE)
    game.host.step()
    assert game.answers == {}
