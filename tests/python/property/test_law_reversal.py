"""Law: a cut given the other way round is the same cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import Fracture, fracture
from python.property.layouts import Params, drawn, ends_differ, paths, places, segment_lists, small_places
from python.property.shapes import Rings, polygons

common = {"kerf": st.sampled_from([0.0, 0.0, 4.0]), "noise_amplitude": st.sampled_from([0.0, 3.0])}


def same(one: Fracture, other: Fracture) -> bool:
    return one.points.tobytes() == other.points.tobytes() and one.report == other.report


@given(polygons, drawn("line", line_start=places, line_end=places, **common).filter(ends_differ))
def test_reversed_line_is_the_same(polygon: Rings, wanted: Params) -> None:
    reversed_ = {**wanted, "line_start": wanted["line_end"], "line_end": wanted["line_start"]}
    assert same(fracture(polygon, wanted), fracture(polygon, reversed_))


@given(polygons, drawn("segments", segments=segment_lists, extend=st.booleans(), **common))
def test_reversed_segments_are_the_same(polygon: Rings, wanted: Params) -> None:
    swapped = [point for pair in zip(wanted["segments"][1::2], wanted["segments"][::2], strict=True) for point in pair]
    assert same(fracture(polygon, wanted), fracture(polygon, {**wanted, "segments": swapped}))


@given(polygons, drawn("polyline", polylines=st.lists(paths, min_size=1, max_size=3), extend=st.booleans(), **common))
def test_reversed_polylines_are_the_same(polygon: Rings, wanted: Params) -> None:
    backwards = [path[::-1] for path in wanted["polylines"]]
    assert same(fracture(polygon, wanted), fracture(polygon, {**wanted, "polylines": backwards}))


@given(
    polygons,
    drawn(
        "cracks",
        polylines=st.lists(
            st.lists(small_places, min_size=2, max_size=4).filter(lambda path: len(set(path)) > 1),
            min_size=1,
            max_size=3,
        ),
        impact_point=places,
        **common,
    ),
)
def test_reversed_cracks_are_the_same(polygon: Rings, wanted: Params) -> None:
    backwards = [path[::-1] for path in wanted["polylines"]]
    assert same(fracture(polygon, wanted), fracture(polygon, {**wanted, "polylines": backwards}))
