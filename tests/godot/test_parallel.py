"""The game gets, byte for byte, what the Python API makes of the same request, however many workers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from cutout import fracture
from cutout.fracturing.wire_form import pack
from support import engine
from support.fracture_hash import digest_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

COUNT = 120


def polygon(number: int) -> list[tuple[int, int]]:
    """Return the polygon of the case ``same_bytes``."""
    along = number * 11 % 50
    return [(along, 0), (100, along), (100 - along, 100), (0, 100 - along)]


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """Hash what the Python API makes, in this process."""
    hashes = []
    for number in range(COUNT):
        params = {"fragment_count": 2 + number % 30, "seed": number}
        hashes.append(digest_of(pack(fracture(np.array(polygon(number), float), params))))
    return hashes


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_same_bytes(workers: int, expected: list[str], tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/workers/count": workers})
    verdict = engine.run_case("same_bytes", f"--count={COUNT}", project=project)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    assert facts["hashes"] == expected
