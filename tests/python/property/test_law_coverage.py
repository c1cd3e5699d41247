"""Law: fragments neither overlap nor leave gaps, before and after they are rounded to float32."""

from __future__ import annotations

import shapely
from hypothesis import given

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.wire_form import pack, unpack
from python.property.shapes import Rings, params, polygons, shape_of


def assert_covers(result: Fracture, polygon: Rings, tolerance: float) -> None:
    shapes = [shapely.Polygon(ring) for ring in result.fragments]
    assert shapely.coverage_is_valid(shapes)
    whole = shape_of(polygon)
    gap = shapely.symmetric_difference(shapely.union_all(shapes), whole).area
    assert gap <= tolerance * whole.length


@given(polygons, params)
def test_fragments_cover_the_polygon(polygon: Rings, wanted: dict[str, object]) -> None:
    assert_covers(fracture(polygon, wanted), polygon, 1e-12)


@given(polygons, params)
def test_fragments_on_the_wire_cover_the_polygon(polygon: Rings, wanted: dict[str, object]) -> None:
    assert_covers(unpack(pack(fracture(polygon, wanted))), polygon, 1e-4)
