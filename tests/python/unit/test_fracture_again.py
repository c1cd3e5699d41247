"""Breaking fragments again: how deep they are, and where it ends."""

from __future__ import annotations

from typing import Any

import pytest

from cutout.errors import BadParams, Code, RefractureLimit
from cutout.fracturing import fracture
from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack, pack_request, unpack
from cutout.wire import decode, encode

SQUARE = [(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)]
CAREFUL = {"pattern": "polyline", "polylines": [[(0.0, 30.0), (64.0, 34.0)]]}


def answer(params: dict[str, object]) -> Any:
    """Return what a worker answers."""
    return run_many([decode(encode(pack_request(SQUARE, params)))])[0]


def test_fragments_break_until_they_are_as_deep_as_they_may_be() -> None:
    polygon: Any = SQUARE
    depth = 0
    for expected in (1, 2, 3):
        broken = fracture(polygon, fragment_count=3, refracture_depth=depth, max_refracture_depth=2)
        depth, polygon = broken.report.refracture_depth, broken.fragments[0]
        assert depth == expected
    with pytest.raises(RefractureLimit, match="refracture_depth is 3 and max_refracture_depth 2") as refusal:
        fracture(polygon, refracture_depth=depth, max_refracture_depth=2)
    assert refusal.value.code == Code.REFRACTURE_LIMIT


def test_fragments_break_once_more_by_default() -> None:
    assert fracture(SQUARE, refracture_depth=1).report.refracture_depth == 2
    with pytest.raises(RefractureLimit):
        fracture(SQUARE, refracture_depth=2)


def test_what_is_whole_breaks_whatever_the_limit() -> None:
    assert len(fracture(SQUARE, max_refracture_depth=0)) == 10


@pytest.mark.parametrize("wanted", [{"fragment_count": 4}, CAREFUL])
def test_the_depth_crosses_the_bridge(wanted: dict[str, object]) -> None:
    result = answer({**wanted, "refracture_depth": 1})
    assert result["report"]["refracture_depth"] == 2
    assert unpack(result).report.refracture_depth == 2
    assert encode(result) == encode(pack(fracture(SQUARE, wanted, refracture_depth=1)))


@pytest.mark.parametrize("wanted", [{"fragment_count": 4}, CAREFUL])
def test_the_depth_of_what_was_whole_goes_without_saying(wanted: dict[str, object]) -> None:
    result = answer(wanted)
    assert "refracture_depth" not in result["report"]
    assert unpack(result).report.refracture_depth == 1


@pytest.mark.parametrize("wanted", [{"fragment_count": 4}, CAREFUL])
def test_a_worker_answers_with_the_error_and_never_with_the_input(wanted: dict[str, object]) -> None:
    assert isinstance(answer({**wanted, "refracture_depth": 2}), RefractureLimit)
    assert isinstance(answer({**wanted, "refracture_depth": 2}), RefractureLimit), "asked again, from the cache"


def test_fragments_are_the_same_at_any_depth() -> None:
    assert fracture(SQUARE).points.tobytes() == fracture(SQUARE, refracture_depth=1).points.tobytes()


@pytest.mark.parametrize("wrong", [{"refracture_depth": -1}, {"refracture_depth": 1.0}, {"max_refracture_depth": -1}])
def test_depths_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadParams, match="must be an int from 0"):
        fracture(SQUARE, wrong)
