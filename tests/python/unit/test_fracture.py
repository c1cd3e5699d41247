"""The public function and the kind: what a caller sees."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

import cutout
from cutout.errors import BadMessage, BadParams, BadPolygon
from cutout.fracturing import fracture
from cutout.fracturing.kind import run_many
from cutout.fracturing.patterns import Random
from cutout.fracturing.wire_form import pack_request, unpack

SQUARE = [(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)]
HOLE = [(28.0, 28.0), (36.0, 28.0), (36.0, 36.0), (28.0, 36.0)]


def test_convex_polygon_gives_as_many_fragments_as_asked_for() -> None:
    for count in (1, 2, 3, 50):
        assert len(fracture(SQUARE, fragment_count=count)) == count


def test_one_fragment_is_the_polygon_itself() -> None:
    only = fracture(SQUARE, fragment_count=1).fragments[0]
    assert shapely.Polygon(only).equals(shapely.Polygon(SQUARE))


def test_most_fragments_allowed() -> None:
    result = fracture(SQUARE, fragment_count=1024)
    assert len(result) == 1024
    assert result.report.area_error < 1e-12


def test_params_come_as_mapping_dataclass_or_names() -> None:
    by_name = fracture(SQUARE, seed=3, fragment_count=5)
    by_mapping = fracture(SQUARE, {"seed": 3, "fragment_count": 5})
    by_dataclass = fracture(SQUARE, Random(seed=3), fragment_count=5)
    assert by_name.points.tobytes() == by_mapping.points.tobytes() == by_dataclass.points.tobytes()


def test_fragments_are_in_the_callers_coordinates() -> None:
    result = fracture(np.array(SQUARE) + np.array((1000.0, 500.0)), fragment_count=5)
    assert result.points.min(axis=0).tolist() == [1000.0, 500.0]
    assert result.points.max(axis=0).tolist() == [1064.0, 564.0]


def test_rich_views_agree_with_each_other() -> None:
    result = fracture([SQUARE, HOLE], fragment_count=12, seed=2)
    assert len(result.fragments) == len(result.areas) == len(result.centroids) == len(result.triangles)
    assert result.neighbours
    for ring, area, centroid in zip(result.fragments, result.areas, result.centroids, strict=True):
        shape = shapely.Polygon(ring)
        assert shape.area == pytest.approx(area)
        assert list(shape.centroid.coords[0]) == pytest.approx(centroid.tolist())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_hole_inside_a_fragment_stays_open(count: int) -> None:
    result = fracture([SQUARE, HOLE], fragment_count=count)
    assert result.areas.sum() == pytest.approx(64.0**2 - 64.0)
    assert not any(shapely.Polygon(ring).contains(shapely.Point(32.0, 32.0)) for ring in result.fragments)


def test_islands_are_not_holes() -> None:
    inner = [(x * 0.25 + 24.0, y * 0.25 + 24.0) for x, y in HOLE]
    result = fracture([SQUARE, HOLE, inner], fragment_count=4)
    assert result.areas.sum() == pytest.approx(64.0**2 - 64.0 + 4.0)


def test_seed_has_an_effect() -> None:
    assert fracture(SQUARE, seed=1).points.tobytes() != fracture(SQUARE, seed=2).points.tobytes()


def test_small_fragments_are_merged() -> None:
    result = fracture(SQUARE, fragment_count=60, min_fragment_area=60.0)
    assert 1 < len(result) < 60
    assert result.areas.min() >= 60.0
    assert result.areas.sum() == pytest.approx(4096.0, rel=1e-12)


@pytest.mark.parametrize("policy", ["merge", "keep", "discard"])
@pytest.mark.parametrize("seed", range(6))
def test_rest_of_a_punch_stays_right_whatever_becomes_of_small_fragments(policy: str, seed: int) -> None:
    """The punch meets two thin arms as well, of which it leaves standing scraps that are too small."""
    comb = [(0, 0), (64, 0), (64, 4), (40, 4), (40, 8), (64, 8), (64, 12), (40, 12), (40, 64), (0, 64)]
    wanted = {"pattern": "punch", "impact_point": (48.0, 6.0), "punch_radius": 18.0, "small_fragments": policy}
    result = fracture(comb, wanted, seed=seed, fragment_count=12, min_fragment_area=9.0)
    uncut = fracture(comb, wanted, seed=seed, fragment_count=12)
    hit = shapely.union_all(
        [shapely.Polygon(uncut.fragments[i]) for i in set(range(len(uncut))) - {*uncut.report.rest}]
    )
    assert 0 < len(uncut.report.rest) < len(uncut)
    for number, ring in enumerate(result.fragments):
        piece = shapely.Polygon(ring)
        stands = shapely.intersection(piece, hit).area < piece.area / 2.0
        assert stands == (number in result.report.rest)


def test_floor_above_the_polygon_merges_all_and_discards_what_is_left() -> None:
    result = fracture(SQUARE, min_fragment_area=1e6)
    assert len(result) == 0
    assert result.report.discarded_area == pytest.approx(4096.0)
    assert len(result.triangles) == len(result.neighbours) == 0


def test_repair_is_reported() -> None:
    report = fracture([(0, 0), (64, 64), (64, 0), (0, 64)]).report
    assert report.repaired
    assert report.notes == ("repaired ring 0: self-intersection",)
    assert report.input_area == pytest.approx(2048.0)


def test_package_offers_it_by_name() -> None:
    assert cutout.fracture is fracture


def test_kind_answers_each_request_in_order_and_failures_stay_alone() -> None:
    good = pack_request(SQUARE, {"fragment_count": 4})
    answers = run_many([good, {**good, "params": {"fragment_count": 0}}, {}, pack_request([(0, 0)] * 3), good])
    assert [type(answer) for answer in answers] == [dict, BadParams, BadMessage, BadPolygon, dict]
    for answer in (answers[0], answers[4]):
        assert isinstance(answer, dict)
        assert len(unpack(answer)) == 4


def test_kind_packs_a_result_without_fragments() -> None:
    (answer,) = run_many([pack_request(SQUARE, {"min_fragment_area": 1e6})])
    assert isinstance(answer, dict)
    assert len(unpack(answer)) == 0
