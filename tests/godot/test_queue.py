"""The queue's promises: order, priority, ageing, limits, policies, owners, keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

KINDS = {"cutout/python/modules": ["tests.support.kinds"]}
DROP_OLDEST, DEGRADE = 1, 2
KEEP_APPLYING, WAIT = 0, 1


def run_case(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case with the misbehaving kinds; `settings` are named with ``__`` for a slash, without ``cutout/``."""
    named = {f"cutout/{name.replace('__', '/')}": value for name, value in settings.items()}
    verdict = engine.run_case(case, *arguments, project=engine.make_project(folder, {**KINDS, **named}))
    verdict.assert_passed()
    return verdict


@pytest.mark.parametrize("case", ["priority", "ageing", "urgent", "wait_limit"])
def test_one_worker(case: str, tmp_path: Path) -> None:
    run_case(case, tmp_path, workers__count=1)


@pytest.mark.parametrize("case", ["supersede", "owners", "progress", "cached"])
def test_two_workers(case: str, tmp_path: Path) -> None:
    run_case(case, tmp_path, workers__count=2)


def test_long_jobs_keep_all_workers_busy(tmp_path: Path) -> None:
    folder = tmp_path / "met"
    folder.mkdir()
    verdict = run_case("long_jobs", tmp_path, f"--folder={folder}", workers__count=2)
    assert len(re.findall(r"worker \d, pid \d+: busy with 1 job \(\d+\) of kind 'meet'", verdict.log)) == 2


def test_drop_oldest_makes_room(tmp_path: Path) -> None:
    run_case("drop_oldest", tmp_path, jobs__queue_limit=20, jobs__full_policy=DROP_OLDEST)


def test_degrade_asks_for_less(tmp_path: Path) -> None:
    run_case("degrade", tmp_path, jobs__queue_limit=20, jobs__full_policy=DEGRADE)


@pytest.mark.parametrize(("mode", "setting"), [("keep", KEEP_APPLYING), ("wait", WAIT)])
def test_paused_tree(mode: str, setting: int, tmp_path: Path) -> None:
    run_case("paused", tmp_path, f"--mode={mode}", frame__when_paused=setting)


def test_changed_module_is_loaded_anew(tmp_path: Path) -> None:
    (tmp_path / "own_kinds.py").write_text(
        'import cutout\n\n\n@cutout.kind("version")\ndef version(_request):\n    return 1\n'
    )
    run_case("reloaded", tmp_path, python__modules=["own_kinds"])


def test_editor_starts_no_python() -> None:
    verdict = engine.run("--editor", "--quit-after", "60")
    assert verdict.code == 0, verdict.log
    assert "SCRIPT ERROR" not in verdict.log, verdict.log
    assert engine.survivors(verdict.mark) == []
