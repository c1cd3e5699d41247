"""Law: the areas of the fragments, of what was removed and of what was discarded add up to that of the polygon."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import Fracture, fracture
from python.property.layouts import Params, layouts, tilings
from python.property.shapes import Rings, polygons, shape_of


def total_of(result: Fracture) -> float:
    return float(result.areas.sum()) + result.report.removed_area + result.report.discarded_area


def rounding_of(polygon: Rings) -> float:
    """Return what rounding of every vertex may do to an area: of a sliver, more than a part in 1e12."""
    extent = float(np.ptp(np.concatenate(polygon), axis=0).max())
    return 2.0**-52 * extent * float(shape_of(polygon).length)


@given(polygons, layouts)
def test_areas_add_up(polygon: Rings, wanted: Params) -> None:
    result = fracture(polygon, wanted)
    area = result.report.input_area
    assert area == pytest.approx(shape_of(polygon).area, rel=1e-12)
    assert total_of(result) == pytest.approx(area, rel=1e-12, abs=rounding_of(polygon))
    assert result.report.area_error * area < 1e-12 * area + rounding_of(polygon)
    assert result.report.discarded_area == 0.0


@given(polygons, tilings)
def test_nothing_is_removed_that_was_not_to_be(polygon: Rings, wanted: Params) -> None:
    assert fracture(polygon, wanted).report.removed_area == 0.0


@given(polygons, layouts, st.sampled_from(["keep", "merge", "discard"]))
def test_small_fragments_are_merged_kept_or_accounted_for(polygon: Rings, wanted: Params, policy: str) -> None:
    whole = fracture(polygon, wanted)
    floor = float(whole.areas.mean()) if len(whole) else 1.0
    treated = fracture(polygon, wanted, min_fragment_area=floor, small_fragments=policy)
    assert len(treated) <= len(whole)
    assert total_of(treated) == pytest.approx(whole.report.input_area, rel=1e-12, abs=rounding_of(polygon))
    if policy == "keep":
        assert treated.points.tobytes() == whole.points.tobytes()
    else:
        assert (treated.areas >= floor * (1.0 - 1e-12)).all()
