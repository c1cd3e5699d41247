"""Law: the fragments' areas add up to the area of the polygon."""

from __future__ import annotations

import pytest
from hypothesis import given

from cutout.fracturing import fracture
from python.property.shapes import Rings, params, polygons, shape_of


@given(polygons, params)
def test_areas_add_up(polygon: Rings, wanted: dict[str, object]) -> None:
    result = fracture(polygon, wanted)
    assert result.report.input_area == pytest.approx(shape_of(polygon).area, rel=1e-12)
    assert result.areas.sum() == pytest.approx(result.report.input_area, rel=1e-12, abs=1e-11)
    assert result.report.area_error < 1e-12
    assert result.report.discarded_area == 0.0


@given(polygons, params)
def test_merging_small_fragments_keeps_the_area(polygon: Rings, wanted: dict[str, object]) -> None:
    whole = fracture(polygon, wanted)
    floor = float(whole.areas.mean())
    merged = fracture(polygon, wanted, min_fragment_area=floor)
    assert len(merged) <= len(whole)
    assert (merged.areas >= floor).all()
    total = merged.areas.sum() + merged.report.discarded_area
    assert total == pytest.approx(whole.report.input_area, rel=1e-12, abs=1e-11)
