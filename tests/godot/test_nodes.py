"""Nodes that break and the fragments that fall."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from screen import virtual_screen
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


@pytest.mark.parametrize(
    "case",
    ["node_fragments", "node_limits", "node_destructible", "node_turns", "node_loose", "node_contact", "node_debris"],
)
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb, which stands for a display, is not installed")
@pytest.mark.parametrize("case", ["node_picture", "node_textures", "node_first_frames", "fast_many"])
def test_fragments_look_like_what_broke(tmp_path: Path, case: str) -> None:
    with virtual_screen() as environment:
        verdict = engine.run_case(case, f"--folder={tmp_path}", environment=environment, headless=False)
    verdict.assert_passed()
    # What the renderer lacks it says at any time, also after the case.
    assert [line for line in verdict.log.splitlines() if line.startswith("ERROR")] == []
