"""The cache, jobs in front, and reloading, with real workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cutout.errors import Code
from support.game import Game

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.process


def test_equal_jobs_run_once_and_say_so() -> None:
    with Game(workers=1) as game:
        first = game.run("tally", {"a": 1}, {"a": 1}, {"a": 2}, cache=True)
        game.until_answered()
        second = game.run("tally", {"a": 2}, {"a": 1}, {"a": 3}, cache=True)
        game.until_answered()
        assert [game.answers[job] for job in first + second] == [(0, 1), (0, 1), (0, 2), (0, 2), (0, 1), (0, 3)]
        assert [game.usec[job] > 0 for job in first + second] == [True, False, True, False, False, True]


def test_nothing_is_kept_if_the_cache_has_no_room() -> None:
    with Game(workers=1, cache_mb=0) as game:
        jobs = game.run("tally", {"a": 1}, {"a": 1}, cache=True)
        game.until_answered()
        assert [game.answers[job][1] for job in jobs] == [1, 2]


@pytest.mark.parametrize(
    ("deed", "code", "deaths"),
    # The chunk of the first one dies as a whole; then each dies alone, twice.
    [("exit", Code.WORKER_CRASHED, 1 + 3 * 2), ("fail", Code.INTERNAL, 0)],
    ids=["exit", "fail"],
)
def test_equal_jobs_that_fail_are_each_tried(deed: str, code: Code, deaths: int) -> None:
    with Game(workers=1) as game:
        jobs = game.run("act", *({"do": deed} for _ in range(3)), {"do": "good"}, cache=True)
        game.until_answered()
        assert game.codes(jobs) == [code, code, code, 0]
        # Not the restarts: those also count a worker that could not start, whatever the jobs did.
        assert sum("ended while it ran 'act' (exit code 7)" in log for log in game.logs) == deaths


def test_an_urgent_chunk_overtakes_the_waiting_ones() -> None:
    with Game(workers=1) as game:
        calm = [game.run("tally", {}) for _ in range(3)]
        urgent = game.run("tally", {}, front=True)
        game.until_answered()
        assert [game.answers[job][1] for (job,) in (urgent, *calm)] == [1, 2, 3, 4]


def test_a_reload_brings_changed_modules_in(tmp_path: Path) -> None:
    source = "import cutout\n@cutout.kind('version')\ndef version(request):\n    return {}\n"
    module = tmp_path / "changing_kinds.py"
    module.write_text(source.format(1))
    with Game(workers=2, modules=("changing_kinds",), path=(str(tmp_path),)) as game:
        game.until(lambda: game.ready == 2)
        before = game.run("version", {}, cache=True)
        game.until_answered()
        old = set(game.pids)
        module.write_text(source.format(1234567))
        game.reload()
        after = [*game.run("version", {}, cache=True), *game.run("version", {"other": 1}, cache=True)]
        game.until_answered()
        game.until(lambda: game.ready == 2)
        assert [game.answers[job][1] for job in before + after] == [1, 1234567, 1234567]
        assert not old & set(game.pids)
        assert game.restarts == 0
