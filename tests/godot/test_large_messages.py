"""Answers of megabytes hold up neither the game nor other answers, and may be cut short at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds"],
    "cutout/workers/count": 1,
    # Equal answers are to be sent again.
    "cutout/workers/cache_mb": 0,
}


def test_large_answers_hold_nothing_up(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, SETTINGS)
    engine.run_case("large_messages", project=project).assert_passed()


def test_backend_goes_down_in_mid_decode(tmp_path: Path) -> None:
    (tmp_path / "own_kinds.py").write_text("from tests.support import kinds\n")
    project = engine.make_project(tmp_path, {**SETTINGS, "cutout/python/modules": ["own_kinds"]})
    verdict = engine.run_case("large_messages_backend_down", project=project)
    verdict.assert_passed(expected="Traceback")


@pytest.mark.parametrize("count", [1, 4])
def test_quit_in_mid_decode(count: int, tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, SETTINGS)
    verdict = engine.run_case("large_messages_quit", f"--count={count}", project=project)
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []
