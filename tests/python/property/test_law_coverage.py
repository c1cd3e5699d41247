"""Law: fragments neither overlap nor leave gaps, before and after they are rounded to float32."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.wire_form import pack, unpack
from python.property.layouts import Params, layouts
from python.property.shapes import Rings, polygons, shape_of


def assert_covers(result: Fracture, polygon: Rings, removed_area: float, tolerance: float) -> None:
    shapes = [shapely.Polygon(ring) for ring in result.fragments]
    assert shapely.coverage_is_valid(shapes)
    whole, covered = shape_of(polygon), shapely.union_all(shapes)
    assert shapely.difference(covered, whole).area <= tolerance * whole.length
    gap = shapely.difference(whole, covered).area
    assert gap == pytest.approx(removed_area, rel=1e-9, abs=tolerance * (whole.length + covered.length))


@given(polygons, layouts)
def test_fragments_cover_the_polygon(polygon: Rings, wanted: Params) -> None:
    result = fracture(polygon, wanted)
    assert_covers(result, polygon, result.report.removed_area, 1e-12)


@given(polygons, layouts)
def test_fragments_on_the_wire_cover_the_polygon(polygon: Rings, wanted: Params) -> None:
    exact = fracture(polygon, wanted)
    result = unpack(pack(exact))
    assert_covers(result, polygon, exact.report.removed_area + result.report.discarded_area, 1e-4)
