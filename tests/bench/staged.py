"""Run a case of ``tests/godot/cases/bench_*.gd`` in a real engine and read what it measured."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from support import engine

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT_SEC = 300.0
KINDS = {"cutout/python/modules": ["tests.support.kinds"]}


def facts_of(case: str, *arguments: str, settings: Mapping[str, object] | None = None) -> dict[str, float]:
    """Run a case with these project settings; return its facts.

    Raises
    ------
    AssertionError
        The case failed, so that nothing it measured counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = engine.make_project(Path(folder), settings or {}, nice=None)
        verdict = engine.run_case(case, *arguments, project=project, limit_sec=LIMIT_SEC)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    return facts
