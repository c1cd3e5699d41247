"""The coordinator's rules for workers: how they are replaced, when it gives up, and what the game is told."""

from __future__ import annotations

import pytest

from cutout.errors import Code
from cutout.host.starts import START_SECONDS
from cutout.wire import Workers
from support.trial import Trial


def test_a_worker_that_fails_to_start_is_tried_again_after_ever_longer_pauses() -> None:
    trial = Trial(workers=2)
    trial.tick()
    trial.ready(1)  # One that is ready keeps the others' failures from being the end.
    waits: list[float] = []
    for worker in range(2, 7):
        assert trial.fail_start(worker) == []
        due = trial.coordinator.next_deadline()
        assert due is not None
        waits.append(due - trial.now)
        trial.now = due
        assert trial.tick() == [f"spawn {worker + 1}"]
    assert waits == pytest.approx([0.1, 0.5, 2.0, 2.0, 2.0])


def test_the_third_failure_in_a_row_is_the_end_and_every_job_is_answered() -> None:
    trial = Trial()
    trial.tick()
    trial.post(1, 2)
    trial.fail_start(1)
    trial.tick(0.1)
    trial.fail_start(2)
    trial.tick(0.5)
    assert trial.fail_start(3) == ["give up"]
    assert trial.answers == [(1, Code.BACKEND_DOWN), (2, Code.BACKEND_DOWN)]
    assert "ImportError: no" in trial.message_for(1)
    assert trial.coordinator.next_deadline() is None
    trial.post(3)
    assert trial.answers[2:] == [(3, Code.BACKEND_DOWN)]


def test_workers_that_fail_together_fail_once() -> None:
    trial = Trial(workers=4)
    trial.tick()
    for worker in range(1, 5):
        assert trial.fail_start(worker) == []
    assert len(trial.logs) == 1
    assert trial.tick(0.1) == ["spawn 5", "spawn 6", "spawn 7", "spawn 8"]


def test_it_does_not_give_up_while_a_worker_may_still_become_ready() -> None:
    trial = Trial(workers=2)
    trial.tick()
    for first in (1, 3, 5):
        trial.fail_start(first)
        if first < 5:
            trial.fail_start(first + 1)
            trial.tick(2.0)
    assert trial.ready(6) == []
    assert trial.post(1) == ["assign 6 [1]"]


def test_workers_out_of_step_do_not_put_off_the_end() -> None:
    trial = Trial(workers=2)
    trial.tick()
    for worker in (1, 3, 4):
        assert trial.fail_start(worker) == []
        trial.tick(2.0)
    # Worker 5 was started only because worker 2 might still have become ready.
    assert trial.fail_start(2) == ["give up"]


def test_a_ready_worker_makes_the_failures_before_it_forgotten() -> None:
    trial = Trial()
    trial.tick()
    trial.fail_start(1)
    trial.tick(0.1)
    trial.fail_start(2)
    trial.tick(0.5)
    trial.ready(3)
    trial.post(1)
    assert trial.lose(3) == ["spawn 4"]
    assert trial.fail_start(4) == []
    assert trial.coordinator.next_deadline() == pytest.approx(trial.now + 0.1)


def test_a_worker_that_dies_before_it_is_ready_has_failed_to_start() -> None:
    trial = Trial()
    trial.tick()
    trial.lose(1, "signal SIGSEGV")
    assert "SIGSEGV" in trial.logs[0]
    assert trial.tick(0.05) == []
    assert trial.tick(0.05) == ["spawn 2"]


def test_a_worker_that_does_not_get_ready_is_killed_and_counts_as_failed() -> None:
    trial = Trial()
    trial.tick()
    assert trial.tick(START_SECONDS) == ["kill 1"]
    assert trial.ready(1) == []  # Its word was on the way.
    assert trial.lose(1) == []
    assert trial.tick(0.1) == ["spawn 2"]
    trial.tick(START_SECONDS)
    trial.lose(2)
    trial.tick(0.5)
    assert trial.tick(START_SECONDS) == ["kill 3", "give up"]


def test_a_worker_that_lacks_a_processor_may_take_longer_to_start() -> None:
    trial = Trial()
    trial.tick()
    assert trial.tick(START_SECONDS, starved={1: 50.0}) == []
    assert trial.coordinator.next_deadline() == trial.now + 50.0
    trial.post(1)
    assert trial.tick(49.0) == []
    assert trial.ready(1) == ["assign 1 [1]"]
    assert trial.coordinator.next_deadline() is None


def test_a_worker_that_has_had_its_processor_time_and_is_not_ready_is_killed() -> None:
    trial = Trial()
    trial.tick()
    trial.tick(START_SECONDS, starved={1: 1.0})
    assert trial.tick(START_SECONDS / 4.0) == ["kill 1"]


def test_a_worker_that_dies_without_a_job_is_replaced_after_a_pause() -> None:
    trial = Trial().started()
    assert trial.lose(1) == []
    assert trial.tick(0.1) == ["spawn 2"]


def test_a_worker_is_replaced_after_as_many_chunks_as_the_option_says() -> None:
    trial = Trial(recycle_after=2).started()
    trial.post(1)
    trial.post(2)
    trial.post(3)
    assert trial.reply(1, 1) == ["assign 1 [2]"]
    assert trial.reply(1, 2) == ["kill 1"]
    assert trial.lose(1) == ["spawn 2"]
    assert trial.ready(2) == ["assign 2 [3]"]
    assert trial.workers is not None
    assert trial.workers.restarts == 0


def test_the_game_is_told_about_the_workers_whenever_that_changes() -> None:
    trial = Trial(workers=2)
    trial.tick()
    assert trial.workers == Workers(ready=0, total=2, restarts=0, pids=())
    trial.ready(1)
    trial.ready(2)
    assert trial.workers == Workers(ready=2, total=2, restarts=0, pids=(1001, 1002))
    trial.workers = None
    trial.post(1)
    trial.reply(1, 1)
    assert trial.workers is None
    trial.post(2)
    trial.lose(1)
    assert trial.workers == Workers(ready=1, total=2, restarts=1, pids=(1002,))


# Reloading.


def test_a_reload_replaces_idle_workers_at_once_and_busy_ones_after_their_chunk() -> None:
    trial = Trial(workers=2).started()
    trial.post(1)
    assert trial.reload() == ["kill 2"]
    trial.post(2)
    assert trial.lose(2) == ["spawn 3"]
    assert trial.reply(1, 1) == ["kill 1"]
    assert trial.answers == [(1, Code.OK)]
    assert trial.lose(1) == ["spawn 4"]
    assert trial.ready(4) == ["assign 4 [2]"]
    trial.ready(3)
    assert trial.workers == Workers(ready=2, total=2, restarts=0, pids=(1003, 1004))


def test_a_worker_that_is_starting_may_have_read_the_old_modules_and_is_replaced_too() -> None:
    trial = Trial()
    trial.tick()
    assert trial.reload() == ["kill 1"]
    assert trial.ready(1) == []
    assert trial.lose(1) == ["spawn 2"]
    trial.ready(2)
    assert trial.workers == Workers(ready=1, total=1, restarts=0, pids=(1002,))


def test_a_worker_is_replaced_once_for_several_reloads() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.reload()
    trial.reload()
    assert trial.reply(1, 1) == ["kill 1"]
    assert trial.reload() == []
    assert trial.lose(1) == ["spawn 2"]
    trial.ready(2)
    assert trial.post(2) == ["assign 2 [2]"]
    assert trial.reply(2, 2) == []


def test_a_worker_to_be_replaced_that_crashes_before_is_a_restart() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.reload()
    assert trial.lose(1) == ["spawn 2"]
    assert trial.workers is not None
    assert trial.workers.restarts == 1


def test_a_reload_tries_workers_that_did_not_start_again_at_once() -> None:
    trial = Trial()
    trial.tick()
    trial.fail_start(1)
    trial.tick(0.1)
    trial.fail_start(2)
    assert trial.reload() == ["spawn 3"]
    assert trial.fail_start(3) == []
    assert trial.coordinator.next_deadline() == pytest.approx(trial.now + 0.1)


def test_a_broken_invariant_shows_the_last_events() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.coordinator._running.clear()  # noqa: SLF001 - nothing from outside can break it
    with pytest.raises(AssertionError, match=r"(?s)after:.*WorkerReady 1.*Posted"):
        trial.coordinator.check()
