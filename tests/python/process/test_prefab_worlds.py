"""World files read by workers: what the game gets, and the errors that reach it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import Code
from cutout.prefabs.kind import run_world
from cutout.wire import encode
from support.game import Game

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.process

PROJECT = Path(__file__).resolve().parents[3]
WORLDS = ("demo_scenes/prefab_library/village.world.json", "demo_scenes/town/town.world.json")

WRONG = {
    Code.BAD_FILE: '{"version": 1, "points": [{"prefab": "\\ud800", "position": [0, 0]}]}',
    Code.BAD_PATH: '{"version": 1, "prefabs": {"a": "../../a.json"}}',
    Code.TOO_LARGE: '{"version": 1, "rows": [{"prefab": "a.json", "from": [0, 0], "to": [1, 1], "count": [999, 999]}]}',
}


def requests_of(paths: Sequence[Path], root: Path) -> list[dict[str, Any]]:
    return [{"path": str(path), "roots": (str(root),), "schemes": {"res://": str(root)}} for path in paths]


def test_the_game_gets_what_the_kind_makes() -> None:
    requests = requests_of([PROJECT / world for world in WORLDS], PROJECT)
    with Game() as game:
        jobs = game.run("prefab_world", *requests)
        game.until_answered()
        assert game.codes(jobs) == [Code.OK, Code.OK]
        assert [encode(game.answers[job][1]) for job in jobs] == [encode(run_world(request)) for request in requests]


def test_errors_reach_the_game_with_the_file_and_the_line(tmp_path: Path) -> None:
    for code, text in WRONG.items():
        (tmp_path / f"{code.name}.json").write_text(text)
    paths = [*(tmp_path / f"{code.name}.json" for code in WRONG), tmp_path / "gone.json"]
    with Game() as game:
        jobs = game.run("prefab_world", *requests_of(paths, tmp_path))
        game.until_answered()
        assert game.codes(jobs) == [*WRONG, Code.FILE_MISSING]
        for job, code in zip(jobs[:-1], WRONG, strict=True):
            assert f"res://{code.name}.json, line 1: " in str(game.answers[job][1])
