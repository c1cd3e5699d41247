"""The coordinator's rules for equal jobs: each result is computed once, and nobody inherits another's bad luck."""

from __future__ import annotations

import pytest

from cutout.errors import Code
from support.trial import Trial

OK = Code.OK
CANCELLED = Code.CANCELLED


def started(workers: int = 1) -> Trial:
    return Trial(workers=workers, cache_bytes=1 << 20).started()


def test_a_job_computed_before_is_answered_at_once_and_did_not_run() -> None:
    trial = started()
    trial.post_cached({1: b"a"})
    trial.reply(1, 1)
    assert trial.post_cached({2: b"a"}) == []
    assert trial.answers == [(1, OK), (2, OK)]
    assert trial.bodies[2] == b"done a"
    assert trial.unrun == {2}


def test_of_a_run_partly_computed_before_the_rest_goes_on_as_a_smaller_chunk() -> None:
    trial = started()
    trial.post_cached({1: b"a", 2: b"b"})
    trial.reply(1, 1, 2)
    assert trial.post_cached({3: b"c", 4: b"a", 5: b"d", 6: b"b"}) == ["assign 1 [3, 5]"]
    assert trial.answers[2:] == [(4, OK), (6, OK)]
    trial.reply(1, 3, 5)
    assert trial.bodies == {1: b"done a", 2: b"done b", 3: b"done c", 4: b"done a", 5: b"done d", 6: b"done b"}


def test_a_run_that_does_not_ask_for_it_neither_takes_nor_gives() -> None:
    trial = started()
    trial.post_cached({1: b"a"})
    trial.reply(1, 1)
    trial.requests[2] = b"<2>"
    assert trial.post(2) == ["assign 1 [2]"]
    trial.reply(1, 2)
    assert trial.post_cached({3: b"<2>"}) == ["assign 1 [3]"]


def test_without_a_cache_equal_jobs_all_run() -> None:
    trial = Trial(workers=2).started()
    assert trial.post_cached({1: b"a"}) == ["assign 1 [1]"]
    assert trial.post_cached({2: b"a"}) == ["assign 2 [2]"]


def test_equal_jobs_at_the_same_time_run_once_wherever_the_first_is() -> None:
    trial = started()
    assert trial.post_cached({1: b"a", 2: b"a"}) == ["assign 1 [1]"]  # in its own chunk,
    assert trial.post_cached({3: b"b", 4: b"a"}) == []  # with a worker,
    assert trial.post_cached({5: b"b"}) == []  # in the backlog.
    assert trial.coordinator.unanswered() == {1, 2, 3, 4, 5}
    assert trial.reply(1, 1) == ["assign 1 [3]"]
    assert trial.answers == [(1, OK), (2, OK), (4, OK)]
    trial.reply(1, 3)
    assert trial.answers[3:] == [(3, OK), (5, OK)]
    assert trial.unrun == {2, 4, 5}


def test_a_following_job_is_known_and_cannot_be_posted_again() -> None:
    trial = started()
    trial.post_cached({1: b"a"})
    trial.post_cached({2: b"a"})
    assert trial.post_cached({2: b"c"}) == []
    assert "[2]" in trial.logs[0]


@pytest.mark.parametrize("code", [Code.BAD_POLYGON, Code.BAD_PARAMS, Code.BAD_MESSAGE, Code.UNKNOWN_KIND])
def test_a_wrong_request_is_wrong_for_all_who_wait_and_is_tried_again_later(code: Code) -> None:
    trial = started()
    trial.post_cached({1: b"a", 2: b"a"})
    trial.reply(1, 1, codes={1: code})
    assert trial.answers == [(1, code), (2, code)]
    assert trial.post_cached({3: b"a"}) == ["assign 1 [3]"]


@pytest.mark.parametrize("code", [Code.INTERNAL, Code.OUT_OF_MEMORY, Code.TOO_LARGE, Code.UNSTABLE_GEOMETRY])
def test_any_other_failure_is_its_own_and_the_next_one_runs(code: Code) -> None:
    trial = started()
    trial.post_cached({1: b"a", 2: b"a", 3: b"a"})
    assert trial.reply(1, 1, codes={1: code}) == ["assign 1 [2]"]
    trial.reply(1, 2)
    assert trial.answers == [(1, code), (2, OK), (3, OK)]


def test_a_crash_and_a_deadline_are_not_inherited() -> None:
    trial = started()
    trial.post_cached({1: b"a", 2: b"a", 3: b"a"}, 500)
    trial.lose(1)
    trial.ready(2)
    trial.lose(2)
    assert trial.answers == [(1, Code.WORKER_CRASHED)]
    assert trial.ready(3) == ["assign 3 [2]"]
    assert trial.tick(0.5) == ["kill 3"]
    trial.lose(3)
    assert trial.ready(4) == ["assign 4 [3]"]
    trial.reply(4, 3)
    assert trial.answers[1:] == [(2, Code.TIMED_OUT), (3, OK)]


def test_cancelling_a_waiting_leader_lets_its_follower_run_in_its_stead() -> None:
    trial = started()
    trial.post(9)
    trial.post_cached({1: b"a"})
    trial.post(8)
    trial.post_cached({2: b"a"})
    trial.cancel(1)
    assert trial.reply(1, 9) == ["assign 1 [2]"]


def test_a_running_leader_cancelled_still_answers_its_followers() -> None:
    trial = started()
    trial.post_cached({1: b"a"})
    trial.post_cached({2: b"a"})
    trial.cancel(1)
    trial.reply(1, 1)
    assert trial.answers == [(1, CANCELLED), (2, OK)]
    assert trial.bodies[2] == b"done a"


def test_a_running_leader_cancelled_and_killed_has_its_follower_run() -> None:
    trial = started()
    trial.post_cached({1: b"a", 2: b"a"})
    trial.cancel(1)
    assert trial.tick(0.1) == ["kill 1"]
    trial.lose(1)
    assert trial.ready(2) == ["assign 2 [2]"]


def test_a_follower_is_cancelled_at_once_and_with_its_leader_neither_runs() -> None:
    trial = started()
    trial.post(9)
    trial.post_cached({1: b"a", 2: b"a", 3: b"a"})
    trial.cancel(2)
    assert trial.answers == [(2, CANCELLED)]
    trial.cancel(1, 3)
    assert trial.answers[1:] == [(3, CANCELLED), (1, CANCELLED)]
    assert trial.reply(1, 9) == []


def test_a_job_does_not_wait_for_one_that_may_take_longer_than_it_may() -> None:
    trial = started(workers=3)
    assert trial.post_cached({1: b"a"}, 1000) == ["assign 1 [1]"]
    assert trial.post_cached({2: b"a"}, 500) == ["assign 2 [2]"]
    assert trial.post_cached({3: b"a"}, 1000) == []
    assert trial.post_cached({4: b"a"}) == []
    trial.reply(2, 2)
    assert trial.answers == [(2, OK)]
    assert trial.post_cached({5: b"a"}, 100) == []
    trial.reply(1, 1)
    assert trial.answers == [(2, OK), (5, OK), (1, OK), (3, OK), (4, OK)]


def test_of_the_followers_the_one_with_the_soonest_deadline_leads_next() -> None:
    trial = started()
    trial.post_cached({1: b"a"}, 500)
    trial.post_cached({2: b"a"})
    trial.post_cached({3: b"a"}, 800)
    assert trial.reply(1, 1, codes={1: Code.INTERNAL}) == ["assign 1 [3]"]
    assert trial.coordinator.next_deadline() == 0.8


def test_an_urgent_follower_brings_its_leader_to_the_front() -> None:
    trial = started()
    trial.post(9)
    trial.post(8)
    trial.post_cached({1: b"x", 2: b"a", 3: b"y"})
    trial.post_cached({4: b"a"}, front=True)
    assert trial.reply(1, 9) == ["assign 1 [2]"]
    assert trial.reply(1, 2) == ["assign 1 [8]"]
    assert trial.answers == [(9, OK), (2, OK), (4, OK)]
    assert trial.reply(1, 8) == ["assign 1 [1, 3]"]


def test_when_no_worker_starts_the_followers_fail_too() -> None:
    trial = Trial(cache_bytes=1 << 20)
    trial.tick()
    trial.post_cached({1: b"a", 2: b"a", 3: b"a"})
    for worker in (1, 2, 3):
        trial.fail_start(worker)
        trial.tick(2.0)
    assert trial.answers == [(job, Code.BACKEND_DOWN) for job in (1, 2, 3)]


def test_after_a_reload_nothing_computed_before_is_an_answer() -> None:
    trial = started()
    trial.post_cached({1: b"a"})
    trial.reply(1, 1)
    trial.post_cached({2: b"b", 3: b"b"})
    trial.reload()
    assert trial.post_cached({4: b"a", 5: b"b"}) == []
    assert trial.reply(1, 2) == ["kill 1"]
    assert trial.answers == [(1, OK), (2, OK), (3, OK)]  # 3 was asked for before the reload, as 2 was.
    trial.lose(1)
    assert trial.ready(2) == ["assign 2 [4, 5]"]


def test_many_answers_come_in_several_replies_of_bounded_size() -> None:
    trial = started()
    trial.post_cached({0: b"a"})
    for first in (1, 1001):
        trial.post_cached(dict.fromkeys(range(first, first + 1000), b"a"))
    trial.reply(1, 0)
    assert sorted(trial.answers) == [(job, OK) for job in range(2001)]
