"""Fractures in the real engine: every pattern, solids, breaking again, and what the inspector shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest

from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack_request, unpack
from cutout.wire import decode, encode
from support import engine

pytestmark = pytest.mark.godot

DATA: dict[str, Any] = json.loads((engine.PROJECT / "tests" / "data" / "every_pattern.json").read_text())


def digest_of(result: Mapping[str, Any]) -> str:
    """Hash a result in the way of the case ``fracture_patterns``."""
    points, offsets = result["points"], result["offsets"]
    triangles, triangle_offsets = result["triangles"], result["triangle_offsets"]
    pieces = range(len(offsets) - 1)
    shown = {key: result[key] for key in ("areas", "centroids", "neighbours", "shared_lengths", "report")}
    shown["rings"] = [points[offsets[i] : offsets[i + 1]] for i in pieces]
    shown["triangles"] = [triangles[triangle_offsets[i] : triangle_offsets[i + 1]] for i in pieces]
    solids = unpack(result).solids
    surfaces = [surface for solid in solids for surface in solid.values()]
    shown["surfaces"] = [array for each in surfaces for array in (each.positions, each.normals, each.uvs, each.indices)]
    return sha256(encode(shown)).hexdigest()


def test_every_pattern_gives_the_bytes_that_python_gives() -> None:
    requests: list[Any] = [decode(encode(pack_request(DATA["rings"], each["params"]))) for each in DATA["tries"]]
    expected = [digest_of(result) for result in run_many(requests) if isinstance(result, Mapping)]
    verdict = engine.run_case("fracture_patterns")
    verdict.assert_passed()
    facts: Any = verdict.values["facts"]
    assert facts["hashes"] == expected


@pytest.mark.parametrize("case", ["fracture_solids", "fracture_again", "fracture_inspector", "fracture_reader"])
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()
