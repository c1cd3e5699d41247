"""What workers say beside their answers: progress and logs."""

from __future__ import annotations

import pytest

from cutout.host.log_limit import LINES
from support.trial import Trial


def test_progress_of_a_running_job_is_passed_on() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    trial.say_progress(1, [2], 0.25)
    assert trial.progress == [(2, 0.25)]


def test_progress_of_jobs_that_do_not_run_there_is_dropped() -> None:
    trial = Trial(workers=2).started()
    trial.post(1)
    trial.post(2)
    trial.post(3)
    trial.cancel(1)
    trial.say_progress(1, [1], 0.5)  # cancelled
    trial.say_progress(1, [2, 3, 99], 0.5)  # another's, waiting, unknown
    assert trial.progress == []
    trial.tick(0.1)
    trial.say_progress(1, [1], 0.5)  # killed
    assert trial.progress == []


def test_progress_counts_for_those_who_follow() -> None:
    trial = Trial(cache_bytes=1 << 20).started()
    trial.post_cached({1: b"a", 2: b"a"})
    trial.say_progress(1, [1], 0.5)
    assert sorted(trial.progress) == [(1, 0.5), (2, 0.5)]
    trial.cancel(1)
    trial.say_progress(1, [1], 0.75)
    assert trial.progress[2:] == [(2, 0.75)]


def test_a_workers_line_is_passed_on() -> None:
    trial = Trial().started()
    trial.log(1, "careful")
    assert trial.logs == ["careful"]


def test_a_flood_of_lines_is_held_back_and_counted_once_the_period_is_over() -> None:
    trial = Trial(workers=2).started()
    for number in range(50):
        trial.log(1 + number % 2, f"line {number}")
    assert trial.logs == [f"line {number}" for number in range(LINES)]
    assert trial.coordinator.next_deadline() == pytest.approx(1.0)
    trial.tick(0.5)
    assert len(trial.logs) == LINES
    trial.tick(0.5)
    assert trial.logs[LINES].startswith("30 more lines")
    assert trial.coordinator.next_deadline() is None
    trial.log(1, "again")
    assert trial.logs[LINES + 1 :] == ["again"]


def test_what_is_held_back_is_told_before_the_next_line() -> None:
    trial = Trial().started()
    for _ in range(LINES + 1):
        trial.log(1, "flood")
    trial.now = 5.0
    trial.log(1, "next")
    assert [line[:4] for line in trial.logs[LINES:]] == ["1 mo", "next"]


def test_a_few_lines_a_second_are_never_held_back() -> None:
    trial = Trial().started()
    for _ in range(10 * LINES):
        trial.now += 0.1
        trial.log(1, "line")
    assert trial.logs == ["line"] * 10 * LINES


def test_asked_where_the_jobs_are_it_names_what_waits_and_what_each_worker_has() -> None:
    trial = Trial(workers=4, cache_bytes=1 << 20).started()
    trial.reload()
    trial.lose(1)
    trial.ready(5)
    for worker in (2, 3):
        trial.lose(worker)
    trial.post_cached({1: b"a", 2: b"b", 3: b"a"}, 1000)
    trial.post(*range(10, 50))
    trial.cancel(2)
    trial.tick(1.0, starved={5: 0.5})
    busy = "worker 5, pid 1005: busy with 2 jobs (1 2) of kind 'echo', cancelled are 1 job (2), due in 0.5 s"
    assert trial.describe().split("\n") == [
        f"40 jobs ({' '.join(map(str, range(10, 42)))} …) wait for a worker, 1 job (3) for an equal job",
        "worker 4, pid 1004: dying",
        busy + ", put off for want of a processor: 1",
        "worker 6, pid unknown: starting, due in 59.0 s",
        "worker 7, pid unknown: starting, due in 59.0 s",
    ]


def test_asked_while_no_worker_is_there_it_says_that_they_are_to_be_started() -> None:
    trial = Trial(workers=2)
    trial.tick()
    trial.fail_start(1)
    trial.fail_start(2)
    assert trial.describe().split("\n") == [
        "0 jobs wait for a worker, 0 jobs for an equal job",
        "2 of 2 workers are to be started",
    ]
