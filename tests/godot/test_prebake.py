"""Fractures that are computed before anything breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


def test_prebaked_equals_live_and_needs_no_worker() -> None:
    engine.run_case("prebake").assert_passed()


def test_prebaked_breaks_while_python_is_down(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/python/executable": "/nowhere/python"})
    engine.run_case("prebaked_backend_down", project=project).assert_passed()
