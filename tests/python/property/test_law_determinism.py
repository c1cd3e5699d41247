"""Law: the same request gives the same bytes, however the polygon is written down."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.wire_form import pack
from python.property.layouts import Params, layouts
from python.property.shapes import Rings, polygons


def bytes_of(result: Fracture) -> dict[str, object]:
    return {name: value.tobytes() if isinstance(value, np.ndarray) else value for name, value in pack(result).items()}


@given(polygons, layouts)
def test_same_request_gives_same_bytes(polygon: Rings, wanted: Params) -> None:
    assert bytes_of(fracture(polygon, wanted)) == bytes_of(fracture(polygon, wanted))


@given(polygons, layouts, st.data())
def test_winding_first_point_and_closing_do_not_matter(polygon: Rings, wanted: Params, data: st.DataObject) -> None:
    rewritten = []
    for ring in polygon:
        turned = np.roll(ring, data.draw(st.integers(0, len(ring) - 1)), axis=0)[:: data.draw(st.sampled_from([1, -1]))]
        rewritten.append(np.concatenate([turned, turned[:1]]) if data.draw(st.booleans()) else turned)
    rewritten[1:] = data.draw(st.permutations(rewritten[1:]))
    assert bytes_of(fracture(polygon, wanted)) == bytes_of(fracture(rewritten, wanted))
