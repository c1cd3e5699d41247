"""Every script loads; warnings are errors in this project."""

from __future__ import annotations

import pytest

from support import engine

pytestmark = pytest.mark.godot


def test_every_script_loads() -> None:
    verdict = engine.run("--script", "res://tests/godot/check_scripts.gd")
    assert verdict.code == 0, verdict.log
    assert "SCRIPT ERROR" not in verdict.log, verdict.log
