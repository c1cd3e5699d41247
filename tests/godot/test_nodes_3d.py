"""Nodes in space that break, and the fragments that fall."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from screen import virtual_screen
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

PHYSICS = ("GodotPhysics3D", "Jolt Physics")
EXIT_CODE = 5


@pytest.fixture(scope="module", params=PHYSICS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the project with each of the engine's physics: they differ in what they tell, and when."""
    folder = engine.make_project(tmp_path_factory.mktemp("project"), {})
    settings = folder / "project.godot"
    settings.write_text(f'{settings.read_text()}\n[physics]\n\n3d/physics_engine="{request.param}"\n')
    return folder


@pytest.mark.parametrize("case", ["node_3d_fragments", "node_3d_destructible", "node_3d_limits", "node_3d_contact"])
def test_case(case: str, project: Path) -> None:
    engine.run_case(case, project=project).assert_passed()


def test_quits_while_things_break(project: Path) -> None:
    engine.run_case("node_3d_quit", project=project).assert_passed(code=EXIT_CODE)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb, which stands for a display, is not installed")
def test_fragments_look_like_what_broke(tmp_path: Path) -> None:
    with virtual_screen() as environment:
        verdict = engine.run_case("node_3d_picture", f"--folder={tmp_path}", environment=environment, headless=False)
    verdict.assert_passed()
