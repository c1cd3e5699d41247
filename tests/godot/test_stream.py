"""Streams: chunks, order, back-pressure, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


@pytest.mark.parametrize("workers", [1, 2])
def test_stream(workers: int, tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/workers/count": workers})
    engine.run_case("stream", project=project).assert_passed()
