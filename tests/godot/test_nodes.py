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


@pytest.mark.parametrize("case", ["node_fragments", "node_limits", "node_destructible", "node_contact"])
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb, which stands for a display, is not installed")
def test_fragments_look_like_what_broke(tmp_path: Path) -> None:
    with virtual_screen() as environment:
        verdict = engine.run_case("node_picture", f"--folder={tmp_path}", environment=environment, headless=False)
    verdict.assert_passed()
