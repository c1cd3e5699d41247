"""Where and how a worker can die: every job is answered once, and only the guilty fail."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from cutout.errors import Code
from cutout.host.main import BackendDown
from support.game import Game

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.process

DEADLINE_MSEC = 1500

DEATHS = {
    "reject": Code.BAD_POLYGON,
    "fail": Code.INTERNAL,
    "sys.exit": Code.INTERNAL,
    "return an object": Code.INTERNAL,
    "exit": Code.WORKER_CRASHED,
    "kill": Code.WORKER_CRASHED,
    "segfault": Code.WORKER_CRASHED,
    "die replying": Code.WORKER_CRASHED,
    "lie": Code.WORKER_CRASHED,
    "spin": Code.TIMED_OUT,
    "spin in c": Code.TIMED_OUT,
    "sleep": Code.TIMED_OUT,
    "hog": Code.OUT_OF_MEMORY,
}


@pytest.mark.parametrize("deed", DEATHS)
def test_only_the_guilty_job_fails(deed: str) -> None:
    hangs = DEATHS[deed] == Code.TIMED_OUT
    with Game(memory_limit_mb=256) as game:
        jobs = game.act("good", deed, "good", "good", msec=DEADLINE_MSEC if hangs else 0)
        others = [game.run("echo", {"x": x}) for x in range(8)]
        game.until_answered()
        assert game.codes(jobs) == [0, DEATHS[deed], 0, 0]
        for x, other in enumerate(others):
            assert game.answers[other[0]] == (0, {"x": x})


@pytest.mark.parametrize(("deed", "word"), [("exit", "exit code 7"), ("segfault", "SIGSEGV"), ("lie", "no message")])
def test_a_crash_says_how_the_worker_ended(deed: str, word: str) -> None:
    with Game(workers=1) as game:
        (job,) = game.act(deed)
        game.until_answered()
        assert word in game.answers[job][1]["message"]
        assert any(word in log for log in game.logs)


def test_an_exception_comes_with_its_traceback() -> None:
    with Game(workers=1) as game:
        (job,) = game.act("fail")
        game.until_answered()
        _, failure = game.answers[job]
        assert failure["message"].startswith("ZeroDivisionError")
        assert "kinds.py" in failure["details"]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("raise ValueError('no kinds today')", "no kinds today"),
        ("raise ValueError('nul \\0 and \\udc80')", "nul"),
        ("import a_module_that_does_not_exist", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
        ("import sys; sys.exit('leaving')", "leaving"),
        ("import os; os._exit(5)", "exit code 5"),
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("import cutout\ncutout.kind('fracture')(print)", "rename one of them"),
    ],
)
def test_a_module_that_kills_every_worker_takes_the_host_down_and_says_why(
    source: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / "sick_kinds.py").write_text(source)
    with Game(workers=1, modules=("sick_kinds",), path=(str(tmp_path),)) as game:
        jobs = [*game.run("echo", {}, {}), *game.run("echo", {})]
        with pytest.raises(BackendDown) as caught:
            game.until_answered()
        game.hear()
        assert game.codes(jobs) == [Code.BACKEND_DOWN] * 3
        assert word in str(caught.value)
        assert game.ready == 0


def test_an_idle_worker_killed_from_outside_is_replaced() -> None:
    with Game(workers=1) as game:
        game.until_ready()
        (victim,) = game.pids
        os.kill(victim, signal.SIGKILL)
        game.until(lambda: game.restarts == 1)
        jobs = game.run("echo", {"x": 1})
        game.until_answered()
        assert game.codes(jobs) == [0]
        assert victim not in game.pids


def test_a_worker_whose_child_holds_its_pipe_is_replaced_when_it_ends() -> None:
    with Game(workers=1) as game:
        (forked,) = game.act("fork")
        game.until_answered()
        child = game.answers[forked][1]
        try:
            os.kill(game.pids[0], signal.SIGKILL)
            game.until(lambda: game.restarts == 1)
            jobs = game.run("echo", {})
            game.until_answered()
            assert game.codes(jobs) == [0]
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_busy_worker_killed_from_outside_costs_nothing() -> None:
    with Game(workers=1) as game:
        game.until_ready()
        (victim,) = game.pids
        jobs = game.act("sleep", msec=DEADLINE_MSEC)
        game.host.step()
        jobs += game.run("echo", {"x": 1})
        os.kill(victim, signal.SIGKILL)
        game.until_answered()
        assert game.codes(jobs) == [Code.TIMED_OUT, 0]


def test_the_system_refusing_a_process_is_a_failed_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with Game(workers=1) as game:
        jobs = game.run("echo", {})
        monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/nonexistent/python")
        with pytest.raises(BackendDown):
            game.until_answered()
        game.hear()
        assert game.codes(jobs) == [Code.BACKEND_DOWN]
