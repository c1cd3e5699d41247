"""Law: whatever comes in, out comes a sound result or a typed refusal."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from cutout.errors import BadPolygon, RequestError
from cutout.fracturing import fracture
from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack, unpack

small = st.integers(0, 12).map(float)
tangled_rings = st.lists(st.tuples(small, small), min_size=3, max_size=12)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)


@given(st.lists(tangled_rings, min_size=1, max_size=4), st.integers(1, 12))
def test_tangled_rings_are_repaired_or_refused(polygon: list[list[tuple[float, float]]], count: int) -> None:
    try:
        result = unpack(pack(fracture(polygon, fragment_count=count)))
    except BadPolygon:
        return
    shapes = [shapely.Polygon(ring) for ring in result.fragments]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert result.areas.sum() + result.report.discarded_area == pytest.approx(result.report.input_area, rel=1e-5)


@given(st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=6), max_size=3))
def test_wild_numbers_end_in_a_result_or_a_refusal(polygon: list[list[tuple[float, float]]]) -> None:
    try:
        result = fracture(polygon)
    except RequestError:
        return
    assert np.isfinite(result.points).all()
    assert result.report.area_error < 1e-9


@given(anything)
def test_what_is_no_polygon_is_refused(polygon: object) -> None:
    with warnings.catch_warnings(), pytest.raises(RequestError):
        fracture(polygon)  # type: ignore[arg-type]  # the wrong type is the case


@given(st.lists(st.dictionaries(st.sampled_from(["points", "offsets", "params"]), anything), max_size=3))
def test_garbage_requests_are_answered_one_by_one(requests: list[dict[str, object]]) -> None:
    answers = run_many(requests)
    assert len(answers) == len(requests)
    assert all(isinstance(answer, RequestError) for answer in answers)
