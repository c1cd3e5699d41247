"""Roads in the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screen import can_draw, virtual_screen
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


def test_every_type_through_the_bridge() -> None:
    engine.run_case("roads").assert_passed()


@pytest.mark.slow  # A processor draws four landscapes with shadows.
@pytest.mark.timeout(400)
@pytest.mark.skipif(not can_draw(), reason="there is neither a display nor Xvfb")
def test_picture_of_every_type(tmp_path: Path) -> None:
    """``tools/road_pictures.py`` leaves the same picture in ``docs/images``."""
    picture = tmp_path / "roads.png"
    with virtual_screen(1600, 900) as environment:
        verdict = engine.run_case(
            "roads_picture", f"--file={picture}", environment=environment, headless=False, limit_sec=300
        )
    verdict.assert_passed()
    assert picture.exists()
