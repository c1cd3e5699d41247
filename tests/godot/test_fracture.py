"""Fractures in the real engine: every pattern, solids, breaking again, and what the inspector shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack_request
from cutout.wire import decode, encode
from support import engine
from support.fracture_hash import digest_of

pytestmark = pytest.mark.godot

DATA: dict[str, Any] = json.loads((engine.PROJECT / "tests" / "data" / "every_pattern.json").read_text())


def test_every_pattern_gives_the_bytes_that_python_gives() -> None:
    requests: list[Any] = [decode(encode(pack_request(DATA["rings"], each["params"]))) for each in DATA["tries"]]
    expected = [digest_of(result) for result in run_many(requests) if isinstance(result, Mapping)]
    verdict = engine.run_case("fracture_patterns")
    verdict.assert_passed()
    facts: Any = verdict.values["facts"]
    assert facts["hashes"] == expected


@pytest.mark.parametrize(
    "case", ["fracture_solids", "fracture_again", "fracture_inspector", "fracture_reader", "convex_parts"]
)
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()
