"""The coordinator's rules for chunks: events in, instructions out."""

from __future__ import annotations

import pytest

from cutout.errors import Code
from cutout.host.crew import MAX_POSTPONED
from support.trial import Trial

OK = Code.OK
CANCELLED = Code.CANCELLED


def test_workers_are_started_at_the_first_event() -> None:
    assert Trial(workers=3).tick() == ["spawn 1", "spawn 2", "spawn 3"]


def test_chunks_wait_until_a_worker_is_ready() -> None:
    trial = Trial()
    trial.tick()
    assert trial.post(7) == []
    assert trial.ready(1) == ["assign 1 [7]"]


def test_chunks_run_in_the_order_in_which_they_came() -> None:
    trial = Trial().started()
    assert trial.post(1, 2) == ["assign 1 [1, 2]"]
    trial.post(3)
    trial.post(4)
    assert trial.reply(1, 1, 2) == ["assign 1 [3]"]
    assert trial.reply(1, 3) == ["assign 1 [4]"]
    assert trial.reply(1, 4) == []
    assert trial.answers == [(1, OK), (2, OK), (3, OK), (4, OK)]


def test_a_worker_has_one_chunk_at_a_time_and_every_idle_worker_gets_one() -> None:
    trial = Trial(workers=2).started()
    assert trial.post(1) == ["assign 1 [1]"]
    assert trial.post(2) == ["assign 2 [2]"]
    assert trial.post(3) == []


def test_a_reply_is_forwarded_with_its_bodies_untouched() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    trial.reply(1, 1, 2)
    assert trial.bodies == {1: b"done <1>", 2: b"done <2>"}


def test_a_job_known_already_is_dropped_and_logged_so_that_it_is_answered_once() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2)
    assert trial.post(1, 2) == []
    assert trial.post(2, 3) == []
    assert "[1, 2]" in trial.logs[0]
    assert "[2]" in trial.logs[1]
    assert trial.reply(1, 1) == ["assign 1 [2]"]
    assert trial.reply(1, 2) == ["assign 1 [3]"]
    trial.reply(1, 3)
    assert trial.answers == [(1, OK), (2, OK), (3, OK)]


def test_an_answered_id_may_be_used_again() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.reply(1, 1)
    assert trial.post(1) == ["assign 1 [1]"]


# Deadlines.


def test_the_deadline_counts_from_the_start_of_the_chunk_not_from_its_arrival() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2, msec=1000)
    trial.now = 50.0
    trial.reply(1, 1)
    assert trial.coordinator.next_deadline() == 51.0
    assert trial.tick(0.9) == []


def test_a_chunk_without_a_deadline_may_take_forever() -> None:
    trial = Trial().started()
    trial.post(1)
    assert trial.coordinator.next_deadline() is None


def test_a_lone_job_past_its_deadline_is_timed_out_and_its_worker_replaced() -> None:
    trial = Trial().started()
    trial.post(1, msec=500)
    assert trial.tick(0.5) == ["kill 1"]
    assert trial.answers == [(1, Code.TIMED_OUT)]
    assert "0.5 s" in trial.message_for(1)
    assert trial.lose(1) == ["spawn 2"]


def test_a_starved_worker_gets_the_rest_of_its_time() -> None:
    trial = Trial().started()
    trial.post(1, msec=1000)
    assert trial.tick(1.0, starved={1: 0.8}) == []
    assert trial.coordinator.next_deadline() == trial.now + 0.8
    assert trial.tick(0.8, starved={1: 0.01}) == []
    assert trial.coordinator.next_deadline() == trial.now + 0.25
    assert "kill 1" in trial.tick(0.25)


def test_a_starved_worker_does_not_get_time_for_ever() -> None:
    trial = Trial().started()
    trial.post(1, msec=1000)
    ticks = 0
    while not trial.tick(1.0, starved={1: 0.5}):
        ticks += 1
    assert ticks == MAX_POSTPONED


def test_a_starved_worker_gets_no_time_for_what_nobody_waits_for() -> None:
    trial = Trial().started()
    trial.post(1, msec=1000)
    trial.cancel(1)
    assert "kill 1" in trial.tick(0.1, starved={1: 0.9})


def test_a_late_chunk_of_many_is_split_in_front_of_the_others_each_job_with_the_whole_deadline() -> None:
    trial = Trial().started()
    trial.post(1, 2, msec=500)
    trial.post(3)
    assert trial.tick(0.5) == ["kill 1"]
    assert trial.lose(1) == ["spawn 2"]
    assert trial.ready(2) == ["assign 2 [1]"]
    assert trial.coordinator.next_deadline() == 1.0
    assert trial.reply(2, 1) == ["assign 2 [2]"]
    assert trial.reply(2, 2) == ["assign 2 [3]"]


def test_an_answer_that_comes_with_the_kill_is_ignored() -> None:
    trial = Trial().started()
    trial.post(1, msec=500)
    trial.tick(0.5)
    assert trial.reply(1, 1) == []
    trial.lose(1)
    assert trial.answers == [(1, Code.TIMED_OUT)]


# Deaths.


def test_a_job_that_ends_its_worker_alone_is_tried_once_more() -> None:
    trial = Trial().started()
    trial.post(1)
    assert trial.lose(1) == ["spawn 2"]
    assert trial.ready(2) == ["assign 2 [1]"]
    trial.reply(2, 1)
    assert trial.answers == [(1, OK)]


def test_a_job_that_ends_its_worker_alone_twice_has_crashed_it() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.lose(1)
    trial.ready(2)
    trial.lose(2, "signal SIGSEGV")
    assert trial.answers == [(1, Code.WORKER_CRASHED)]
    assert "SIGSEGV" in trial.message_for(1)


def test_of_a_chunk_that_ends_its_worker_only_the_guilty_job_fails() -> None:
    trial = Trial().started()
    trial.post(1, 2, 3)
    trial.post(4)
    trial.lose(1)
    assert trial.ready(2) == ["assign 2 [1]"]
    assert trial.reply(2, 1) == ["assign 2 [2]"]
    trial.lose(2)
    assert trial.ready(3) == ["assign 3 [2]"]
    trial.lose(3)
    assert trial.ready(4) == ["assign 4 [3]"]
    assert trial.reply(4, 3) == ["assign 4 [4]"]
    trial.reply(4, 4)
    assert trial.answers == [(1, OK), (2, Code.WORKER_CRASHED), (3, OK), (4, OK)]


def test_the_jobs_of_two_dead_workers_keep_their_order() -> None:
    trial = Trial(workers=2).started()
    trial.post(1, 2)
    trial.post(3, 4)
    trial.post(5)
    trial.lose(2)
    assert trial.coordinator.unanswered() == {1, 2, 3, 4, 5}
    trial.lose(1)
    assert trial.ready(3) == ["assign 3 [1]"]
    assert trial.ready(4) == ["assign 4 [2]"]
    assert trial.reply(3, 1) == ["assign 3 [3]"]


def test_a_reply_about_other_jobs_counts_as_a_death() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    assert trial.reply(1, 1, 3) == ["kill 1"]
    assert trial.answers == []
    trial.lose(1)
    assert trial.ready(2) == ["assign 2 [1]"]


# Cancelling.


def test_a_waiting_job_is_cancelled_at_once_and_never_runs() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2, 3)
    trial.cancel(2)
    assert trial.answers == [(2, CANCELLED)]
    assert trial.reply(1, 1) == ["assign 1 [3]"]


def test_a_chunk_cancelled_whole_leaves_the_backlog() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2, 3)
    trial.post(4)
    trial.cancel(3, 2)
    assert trial.answers == [(3, CANCELLED), (2, CANCELLED)]
    assert trial.reply(1, 1) == ["assign 1 [4]"]


def test_the_result_of_a_running_job_cancelled_is_dropped_and_its_neighbour_kept() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    trial.cancel(1)
    assert trial.answers == []
    trial.reply(1, 1, 2)
    assert trial.answers == [(1, CANCELLED), (2, OK)]
    assert trial.bodies[2] == b"done <2>"


def test_a_running_chunk_cancelled_whole_may_end_within_the_grace_time() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.cancel(1)
    assert trial.tick(0.05) == []
    trial.reply(1, 1)
    assert trial.answers == [(1, CANCELLED)]
    assert trial.coordinator.next_deadline() is None


def test_a_running_chunk_cancelled_whole_is_killed_after_the_grace_time() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    trial.cancel(1)
    trial.cancel(2)
    assert trial.tick(0.1) == ["kill 1"]
    assert trial.answers == [(1, CANCELLED), (2, CANCELLED)]


def test_cancelling_does_not_put_a_deadline_off() -> None:
    trial = Trial().started()
    trial.post(1, msec=20)
    trial.cancel(1)
    assert trial.tick(0.02) == ["kill 1"]
    assert trial.answers == [(1, CANCELLED)]


@pytest.mark.parametrize("end", ["death", "deadline"])
def test_a_cancelled_job_is_not_run_again_when_its_chunk_does_not_come_back(end: str) -> None:
    trial = Trial().started()
    trial.post(1, 2, msec=500)
    trial.cancel(1)
    if end == "deadline":
        trial.tick(0.5)
    trial.lose(1)
    assert trial.answers == [(1, CANCELLED)]
    assert trial.ready(2) == ["assign 2 [2]"]


def test_cancelling_unknown_repeated_and_answered_jobs_does_no_harm() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.reply(1, 1)
    trial.post(2)
    trial.post(3)
    trial.cancel(1, 99, 3, 3)
    trial.cancel(3)
    assert trial.answers == [(1, OK), (3, CANCELLED)]


# In front.


def test_a_chunk_in_front_goes_before_the_others_and_after_those_in_front() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2)
    trial.post(3, 4, front=True)
    trial.post(5, front=True)
    assert trial.reply(1, 1) == ["assign 1 [3, 4]"]
    assert trial.reply(1, 3, 4) == ["assign 1 [5]"]
    assert trial.reply(1, 5) == ["assign 1 [2]"]


def test_a_chunk_in_front_goes_before_jobs_that_are_tried_again() -> None:
    trial = Trial().started()
    trial.post(1, 2)
    trial.post(3)
    trial.lose(1)
    trial.post(4, front=True)
    assert trial.ready(2) == ["assign 2 [4]"]
    assert trial.reply(2, 4) == ["assign 2 [1]"]


def test_a_chunk_in_front_that_is_tried_again_stays_in_front() -> None:
    trial = Trial().started()
    trial.post(1, 2, front=True)
    trial.post(3)
    trial.post(4, front=True)
    trial.lose(1)
    assert trial.ready(2) == ["assign 2 [1]"]
    assert trial.reply(2, 1) == ["assign 2 [2]"]
    assert trial.reply(2, 2) == ["assign 2 [4]"]


def test_a_waiting_job_in_front_can_be_cancelled() -> None:
    trial = Trial().started()
    trial.post(1)
    trial.post(2, 3, front=True)
    trial.cancel(2)
    assert trial.answers == [(2, CANCELLED)]
    assert trial.reply(1, 1) == ["assign 1 [3]"]
