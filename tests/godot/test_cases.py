"""The cases of ``tests/godot/cases``, each in an engine of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

KINDS = {"cutout/python/modules": ["tests.support.kinds"]}
SLOW_PYTHON = """#!/bin/sh
touch {folder}/begun
while [ ! -e {folder}/go ]; do sleep 0.1; done
exec {python} "$@"
"""
STILL_SEC = 35.0
"""Longer than looking for Python may take."""


@pytest.mark.parametrize("case", ["submit", "fracture_polygon_2d", "bad_input", "readme_example"])
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()


@pytest.mark.parametrize("case", ["cancel", "worker_dies", "worker_killed"])
def test_case_with_misbehaving_kinds(case: str, tmp_path: Path) -> None:
    settings = {**KINDS, "cutout/workers/count": 2, "cutout/jobs/deadline_sec": 0.5}
    engine.run_case(case, project=engine.make_project(tmp_path, settings)).assert_passed()


def test_one_worker_keeps_the_order(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/workers/count": 1})
    engine.run_case("order", project=project).assert_passed()


def test_full_queue_refuses(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {**KINDS, "cutout/jobs/queue_limit": 20})
    engine.run_case("queue_full", "--limit=20", project=project).assert_passed()


def test_missing_python_is_a_sentence(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/python/executable": "/nowhere/python"})
    verdict = engine.run_case("backend_down", "--mention=/nowhere/python", project=project)
    verdict.assert_passed()


def test_python_without_the_package_is_a_sentence(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    folder = tmp_path / "project"
    folder.mkdir()
    project = engine.make_project(folder, {"cutout/python/executable": str(bare / "bin" / "python")})
    engine.run_case("backend_down", "--mention=cutout", project=project).assert_passed()


@pytest.mark.slow
def test_time_in_which_the_machine_stands_still_does_not_count(tmp_path: Path) -> None:
    python = tmp_path / "slow_python"
    python.write_text(SLOW_PYTHON.format(folder=tmp_path, python=engine.PROJECT / ".venv" / "bin" / "python"))
    python.chmod(0o755)
    project = engine.make_project(tmp_path, {"cutout/python/executable": str(python)})
    command = engine.command(engine.RUNNER, "--", "--case=submit", project=project)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        while not (tmp_path / "begun").exists():
            os.sched_yield()
        process.send_signal(signal.SIGSTOP)
        time.sleep(STILL_SEC)
        process.send_signal(signal.SIGCONT)
        (tmp_path / "go").touch()
        log, _ = process.communicate()
    engine.read_verdict(process.returncode, log, "").assert_passed()


def test_kind_module_that_cannot_be_imported_is_a_sentence(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/python/modules": ["no_such_module"]})
    engine.run_case("backend_down", "--mention=no_such_module", project=project).assert_passed(expected="Traceback")


def test_quit_in_mid_work_leaves_no_process(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {**KINDS, "cutout/workers/count": 2})
    verdict = engine.run_case("quit_in_mid_work", project=project)
    verdict.assert_passed(code=5)
    assert engine.survivors(verdict.mark) == []


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_start_and_quit_after_any_frame(step: int) -> None:
    marks = []
    for frames in range(1, 51, step):
        verdict = engine.run("--quit-after", str(frames))
        assert verdict.code == 0, verdict.log
        assert "ERROR" not in verdict.log, verdict.log
        marks.append(verdict.mark)
    assert [pid for mark in marks for pid in engine.survivors(mark)] == []


@pytest.mark.parametrize("frames", [110, 150])
def test_quit_in_mid_wave(frames: int) -> None:
    """Every letter is awaited by a coroutine with locals of its own; none of them may stay behind."""
    verdict = engine.run("--quit-after", str(frames))
    assert verdict.code == 0, verdict.log
    assert "ERROR" not in verdict.log, verdict.log
    assert "leaked" not in verdict.log, verdict.log
    assert engine.survivors(verdict.mark) == []


def test_killed_engine_leaves_no_worker(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {**KINDS, "cutout/workers/count": 2, "cutout/jobs/deadline_sec": 60.0})
    with engine.staying(project) as (process, mark):
        assert len(engine.survivors(mark)) >= 3, "the engine and two workers live"
        process.send_signal(signal.SIGKILL)
    # The test's time limit ends it if they never go.
    while engine.survivors(mark):
        os.sched_yield()
