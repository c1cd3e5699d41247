"""Batches: one answer, in the order in which they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


@pytest.mark.parametrize("workers", [1, 2])
def test_batch(workers: int, tmp_path: Path) -> None:
    settings = {"cutout/workers/count": workers, "cutout/jobs/queue_limit": 100}
    engine.run_case("batch", project=engine.make_project(tmp_path, settings)).assert_passed()
