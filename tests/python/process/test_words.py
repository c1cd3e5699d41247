"""Progress and logs of real workers, on their way to the game."""

from __future__ import annotations

import pytest

from cutout.worker.progress import report_progress
from support.game import Game

pytestmark = pytest.mark.process


def test_a_kind_reports_progress_and_not_too_often() -> None:
    with Game(workers=1) as game:
        (job,) = game.run("steps", {"steps": [-1.0, 0.25, 0.5, float("nan"), 7.0]})
        game.until_answered()
        assert game.progress[job][:6] == [0.0, 0.25, 0.5, 0.0, 1.0, 1.0]
        assert len(game.progress[job]) < 20  # of more than a thousand


def test_a_batch_reports_for_all_its_jobs() -> None:
    with Game(workers=1) as game:
        jobs = game.run("batch steps", {}, {}, {})
        game.until_answered()
        assert game.progress == {job: [0.5] for job in jobs}


def test_every_job_of_a_chunk_has_its_own_progress() -> None:
    with Game(workers=1) as game:
        first, second = game.run("steps", {"steps": []}, {"steps": []})
        game.until_answered()
        assert game.progress == {first: [1.0], second: [1.0]}


def test_outside_of_a_worker_progress_goes_nowhere() -> None:
    report_progress(0.5)


def test_a_line_names_the_worker_and_the_kind() -> None:
    with Game(workers=1) as game:
        game.until_ready()
        game.run("log", {"lines": 1, "level": "WARNING"})
        game.until(lambda: bool(game.logs))
        assert game.logs == [f"worker {game.pids[0]}, log: kinds: line 0"]
        assert game.levels == ["warning"]


@pytest.mark.parametrize(("log_level", "heard"), [("info", 3), ("warning", 2), ("error", 1)])
def test_lines_below_the_level_are_not_heard(log_level: str, heard: int) -> None:
    with Game(workers=1, log_level=log_level) as game:
        for level in ("DEBUG", "INFO", "WARNING", "CRITICAL"):
            game.run("log", {"lines": 1, "level": level})
        game.until_answered()
        assert game.levels == ["info", "warning", "error"][-heard:]


def test_a_flood_of_lines_is_held_back_and_counted() -> None:
    with Game(workers=2) as game:
        jobs = [*game.run("log", {"lines": 500, "level": "ERROR"}), *game.run("log", {"lines": 500, "level": "ERROR"})]
        game.until(lambda: any("held back" in line for line in game.logs))
        game.until_answered()
        assert game.codes(jobs) == [0, 0]
        assert len(game.logs) < 200


def test_odd_lines_and_warnings_do_not_disturb() -> None:
    with Game(workers=1) as game:
        (job,) = game.act("log badly")
        game.until_answered()
        assert game.answers[job] == (0, "logged")
        nul, warning = game.logs
        assert "nul \\0 and ?" in nul
        assert len(nul) < 5000
        assert "old ways" in warning


def test_a_line_logged_by_a_finaliser_in_a_reply_comes_after_it() -> None:
    with Game(workers=1) as game:
        (job,) = game.act("log in a reply")
        game.until(lambda: bool(game.logs))
        assert game.codes([job]) == [0]
        assert "gone in the midst" in game.logs[0]


def test_asked_where_the_jobs_are_the_log_says_which_worker_has_them() -> None:
    with Game(workers=1) as game:
        game.until_ready()
        (job,) = game.act("sleep")
        game.describe()
        game.until(lambda: bool(game.logs))
        assert game.logs[0].endswith(f"pid {game.pids[0]}: busy with 1 job ({job}) of kind 'act'")
        assert game.levels == ["info"]
