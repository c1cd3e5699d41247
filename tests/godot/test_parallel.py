"""The game gets, byte for byte, what the Python API makes of the same request, however many workers there are."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cutout import fracture
from cutout.fracturing.wire_form import pack
from cutout.wire import encode
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

COUNT = 120


def polygon(number: int) -> list[tuple[int, int]]:
    """Return the polygon of the case ``same_bytes``."""
    along = number * 11 % 50
    return [(along, 0), (100, along), (100 - along, 100), (0, 100 - along)]


def digest_of(result: dict[str, Any]) -> str:
    """Hash a result in the way of the case."""
    points, offsets = result["points"], result["offsets"]
    triangles, triangle_offsets = result["triangles"], result["triangle_offsets"]
    pieces = range(len(offsets) - 1)
    shown = {key: result[key] for key in ("areas", "centroids", "neighbours", "shared_lengths", "report")}
    shown["rings"] = [points[offsets[i] : offsets[i + 1]] for i in pieces]
    shown["triangles"] = [triangles[triangle_offsets[i] : triangle_offsets[i + 1]] for i in pieces]
    return sha256(encode(shown)).hexdigest()


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
