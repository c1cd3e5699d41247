"""Shards: measures, triangles, convex parts, neighbours, merging, and the float32 form."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from cutout.errors import BadMessage, BadPolygon
from cutout.fracturing import Fracture, FractureParams, Report, fracture
from cutout.fracturing import rings as ring_layout
from cutout.fracturing.adjacency import neighbours
from cutout.fracturing.merging import NOBODY, carried, keep, merge
from cutout.fracturing.triangulation import MAX_PART_VERTICES, decompose
from cutout.fracturing.wire_form import pack, pack_request, rounded, unpack, unpack_request
from cutout.wire import decode, encode

UNIT = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
ROW = ring_layout.join([UNIT, UNIT + np.array((1.0, 0.0)), UNIT + np.array((2.0, 0.0))])


def regular(count: int) -> ring_layout.Floats:
    angle = np.arange(count) * 2.0 * np.pi / count
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def test_area_and_centroid_of_a_far_ring_are_exact() -> None:
    points, offsets = ring_layout.join([UNIT + 2.0**22, UNIT[::-1]])
    areas, centroids = ring_layout.areas_and_centroids(points, offsets)
    assert areas.tolist() == [1.0, -1.0]
    assert centroids.tolist() == [[2.0**22 + 0.5, 2.0**22 + 0.5], [0.5, 0.5]]


def test_no_rings_have_no_measures() -> None:
    points, offsets = ring_layout.join([])
    assert ring_layout.areas_and_centroids(points, offsets)[0].shape == (0,)
    assert neighbours(points, offsets)[0].shape == (0, 2)
    assert decompose(points, offsets).fragment_parts.tolist() == [0]


def test_neighbours_share_whole_edges() -> None:
    pairs, lengths = neighbours(*ROW)
    assert pairs.tolist() == [[0, 1], [1, 2]]
    assert lengths.tolist() == [1.0, 1.0]


def test_rings_that_meet_in_a_point_are_no_neighbours() -> None:
    assert len(neighbours(*ring_layout.join([UNIT, UNIT + 1.0]))[0]) == 0


@pytest.mark.parametrize("count", [3, 8, 9, 14, 15, 40])
def test_convex_ring_is_cut_into_parts_of_at_most_eight(count: int) -> None:
    found = decompose(*ring_layout.join([regular(count)]))
    assert len(found.triangles) == 3 * (count - 2)
    sizes = np.diff(found.part_offsets)
    assert sizes.max() <= MAX_PART_VERTICES
    assert sizes.min() >= 3
    assert (sizes - 2).sum() == count - 2


def test_flat_vertex_gives_no_flat_triangle() -> None:
    ring = np.array([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (1.5, 1.0)])
    found = decompose(*ring_layout.join([ring]))
    corners = ring[found.triangles.reshape(-1, 3)]
    areas, _ = ring_layout.areas_and_centroids(corners.reshape(-1, 2), np.arange(0, 10, 3, dtype=np.int32))
    assert areas.tolist() == [0.5, 0.5, 0.5]


def test_one_reflex_corner_gives_at_most_three_parts() -> None:
    ring = np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0)])
    found = decompose(*ring_layout.join([ring]))
    assert 2 <= found.fragment_parts[1] <= 3  # Hertel and Mehlhorn: at most two diagonals a reflex corner stay


def test_small_ring_is_merged_along_its_longest_border() -> None:
    wide = np.array([(1.0, 0.0), (2.0, 0.0), (2.0, 0.5), (2.0, 1.0), (1.0, 1.0), (1.0, 0.5)])
    rings = ring_layout.join([UNIT * (1.0, 0.5), wide, UNIT * (0.1, 0.5) + (2.0, 0.0)])
    points, offsets, _, discarded = merge(*rings, np.array([False, False, True]))
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    assert areas == pytest.approx([0.5, 1.05])
    assert discarded == 0.0


def test_ring_that_has_grown_enough_stays() -> None:
    points, offsets, _, _ = merge(*ROW, np.array([True, True, True]), floor=1.5)
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    assert sorted(areas.tolist()) == [3.0]
    points, offsets, _, _ = merge(*ROW, np.array([True, True, False]), floor=1.5)
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    assert sorted(areas.tolist()) == [1.0, 2.0]


def test_ring_without_a_neighbour_is_discarded_and_counted() -> None:
    points, offsets, _, discarded = merge(*ring_layout.join([UNIT, UNIT + 5.0]), np.array([False, True]))
    assert discarded == 1.0
    assert ring_layout.split(points, offsets)[0].tolist() == UNIT.tolist()


def test_merging_tells_where_each_ring_went() -> None:
    assert merge(*ROW, np.array([True, True, False]), floor=3.0).places.tolist() == [0, 0, 0]
    merged = merge(*ring_layout.join([UNIT + 5.0, *ring_layout.split(*ROW)]), np.array([True, True, False, False]))
    assert merged.places.tolist() == [NOBODY, 0, 0, 1]
    first, second = ring_layout.areas_and_centroids(merged.points, merged.offsets)[0].tolist()
    assert (first, second, merged.discarded_area) == (2.0, 1.0, 1.0)


def test_dropping_tells_where_each_ring_went() -> None:
    kept = keep(*ROW, np.array([False, True, False]))
    assert kept.places.tolist() == [NOBODY, 0, NOBODY]
    assert (kept.points.tolist(), kept.discarded_area) == (ring_layout.split(*ROW)[1].tolist(), 2.0)


def test_most_of_the_area_decides_what_a_merged_ring_is() -> None:
    flags, areas = np.array([True, False, True, True]), np.array([1.0, 2.0, 1.5, 9.0])
    assert carried(flags, areas, np.array([0, 0, 1, NOBODY], np.int32), 2).tolist() == [False, True]
    assert carried(flags, areas, np.array([0, 0, 0, NOBODY], np.int32), 1).tolist() == [True]


def test_ring_that_overlaps_its_neighbour_is_not_merged_into_it() -> None:
    across = np.array([(1.0, 0.0), (1.0, 1.0), (-1.0, 0.5)])
    _, offsets, _, discarded = merge(*ring_layout.join([UNIT, across]), np.array([False, True]))
    assert len(offsets) - 1 == 1
    assert discarded == 1.0


def test_edge_that_a_ring_has_twice_is_not_shared() -> None:
    spike = np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (8.0, 8.0), (4.0, 4.0), (0.0, 4.0)])
    assert len(neighbours(*ring_layout.join([spike]))[0]) == 0


def test_merging_never_encloses_a_hole() -> None:
    around = np.array([(0, 0), (3, 0), (3, 3), (0, 3), (0, 2), (2, 2), (2, 1), (0, 1)], np.float64)
    inside = np.array([(0, 1), (2, 1), (2, 2), (0, 2)], np.float64)
    lid = np.array([(0, 1), (0, 2), (-1, 2), (-1, 1)], np.float64)
    ring = np.array([(-1, 1), (-1, 2), (-1, 3), (-2, 3), (-2, 0), (-1, 0)], np.float64)
    points, offsets, _, _ = merge(*ring_layout.join([around, inside, lid, ring]), np.array([False, False, True, False]))
    assert ring_layout.areas_and_centroids(points, offsets)[0].sum() == pytest.approx(7.0 + 2.0 + 1.0 + 3.0)
    assert len(offsets) - 1 == 3


def test_fragment_that_float32_collapses_is_merged() -> None:
    thin = np.array([(1.0, 0.0), (1.0 + 1e-9, 0.0), (1.0 + 1e-9, 1.0), (1.0, 1.0)])
    right = np.array([(1.0 + 1e-9, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0 + 1e-9, 1.0)])
    points, offsets, _, discarded = rounded(*ring_layout.join([UNIT, thin, right]))
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    assert areas.tolist() == [1.0, 1.0]
    assert discarded == 0.0
    assert neighbours(points, offsets)[1].tolist() == [1.0]


@pytest.mark.parametrize(("rest", "expected"), [((2,), (1,)), ((0, 1), (0,)), ((1,), ()), ((), ())])
def test_rest_stays_right_when_float32_collapses_a_fragment(rest: tuple[int, ...], expected: tuple[int, ...]) -> None:
    thin = np.array([(1.0, 0.0), (1.0 + 1e-9, 0.0), (1.0 + 1e-9, 1.0), (1.0, 1.0)])
    right = np.array([(1.0 + 1e-9, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0 + 1e-9, 1.0)])
    report = Report(path="geos", input_area=2.0, area_error=0.0, rest=rest)
    carried_over = unpack(pack(Fracture(*ring_layout.join([UNIT, thin, right]), report)))
    assert len(carried_over) == 2
    assert carried_over.report.rest == expected


def test_rest_stays_right_when_float32_collapses_a_fragment_that_nobody_takes() -> None:
    far = 2.0**24
    lone = np.array([(far + 8.0, 0.0), (far + 8.25, 0.0), (far + 8.25, 1.0), (far + 8.0, 1.0)])
    body = UNIT * 4.0 + (far - 8.0, 0.0)
    report = Report(path="geos", input_area=16.25, area_error=0.0, rest=(1,))
    packed = unpack(pack(Fracture(*ring_layout.join([lone, body]), report)))
    assert (len(packed), packed.report.rest, packed.report.discarded_area) == (1, (0,), 0.25)


def test_result_has_the_types_of_the_contract() -> None:
    packed = pack(fracture(UNIT * 64.0, fragment_count=6))
    report = packed.pop("report")
    assert {name: (value.dtype, value.ndim) for name, value in packed.items() if isinstance(value, np.ndarray)} == {
        "points": (np.float32, 2),
        "offsets": (np.int32, 1),
        "areas": (np.float32, 1),
        "centroids": (np.float32, 2),
        "triangles": (np.int32, 1),
        "triangle_offsets": (np.int32, 1),
        "parts": (np.int32, 1),
        "part_offsets": (np.int32, 1),
        "fragment_parts": (np.int32, 1),
        "neighbours": (np.int32, 1),
        "shared_lengths": (np.float32, 1),
    }
    assert isinstance(report, dict)
    areas = {"input_area", "area_error", "discarded_area", "removed_area"}
    assert set(report) == areas | {"path", "repaired", "notes", "rest"}


def test_places_lead_through_several_rounds_of_merging() -> None:
    """A float32 tells 0.25 px apart here: merging what collapsed makes neighbours that then collapse too."""
    exact = fracture(UNIT * 8.0 + 3e6, fragment_count=50, edge_padding=0.0)
    points, offsets, places, discarded = rounded(exact.points, exact.offsets)
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    assert (len(exact), len(areas), discarded) == (50, 47, 0.0)
    assert np.bincount(places, weights=exact.areas) == pytest.approx(areas, abs=0.3)  # a quarter of the mean


def test_report_survives_the_way_back() -> None:
    wanted = {"pattern": "punch", "punch_shape": UNIT, "impact_point": (32.0, 32.0), "impact_scale": 8.0}
    for hit_part in ("keep", "remove"):
        result = fracture(UNIT * 64.0, wanted, hit_part=hit_part)
        assert result.report.rest
        assert unpack(pack(result)).report == result.report
    assert result.report.removed_area == pytest.approx(64.0)


def test_result_survives_the_way_back() -> None:
    packed = pack(fracture(UNIT * 64.0, fragment_count=6))
    again = unpack(packed)
    assert len(again) == 6
    assert again.report.path in {"kernel", "geos"}
    assert again.areas.sum() == pytest.approx(4096.0)
    assert len(again.neighbours) == len(np.asarray(packed["shared_lengths"]))


@pytest.mark.parametrize("floor", [0.0, 1e6])
def test_result_and_request_survive_godots_format(floor: float) -> None:
    request = decode(encode(pack_request(UNIT * 64.0, {"min_fragment_area": floor})))
    assert isinstance(request, dict)
    result = fracture(*unpack_request(request))
    packed = pack(result)
    carried = decode(encode(packed))
    assert isinstance(carried, dict)
    assert {name: np.asarray(value).tolist() for name, value in packed.items()} == {
        name: np.asarray(value).tolist() for name, value in carried.items()
    }
    assert len(unpack(carried)) == len(result)


def test_result_without_a_key_is_refused() -> None:
    packed = pack(fracture(UNIT * 64.0, fragment_count=2))
    with pytest.raises(BadMessage, match="areas is missing"):
        unpack({name: value for name, value in packed.items() if name != "areas"})
    with pytest.raises(BadMessage, match="report"):
        unpack({**packed, "report": {"path": "geos"}})
    with pytest.raises(BadMessage, match="report"):
        unpack({**packed, "report": None})
    with pytest.raises(BadMessage, match="report"):
        unpack({**packed, "report": {**cast("dict[str, object]", packed["report"]), "rest": ["0"]}})


def test_request_survives_the_way_there() -> None:
    rings, params = unpack_request(pack_request([UNIT * 64.0, UNIT + 3.0], {"seed": 4}))
    assert [len(ring) for ring in rings] == [4, 4]
    assert FractureParams.from_mapping(params).seed == 4


def test_request_from_bytes_is_read() -> None:
    points = memoryview((UNIT * 64.0).astype(np.float32).tobytes()).cast("f", (4, 2))
    rings, params = unpack_request(
        {"points": points, "offsets": memoryview(np.array([0, 4], np.int32).tobytes()).cast("i")}
    )
    assert rings[0].tolist() == (UNIT * 64.0).tolist()
    assert params == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"points": None}, "points must be an array of float32"),
        ({"points": [(0.0, 0.0)]}, "points must be an array of float32"),
        ({"points": np.zeros(8, np.float32)}, r"shape \(n, 2\)"),
        ({"points": np.zeros((4, 3), np.float32)}, r"shape \(n, 2\)"),
        ({"points": np.zeros((4, 2))}, "float32"),
        ({"offsets": np.array([0, 4])}, "int32"),
        ({"offsets": np.zeros(0, np.int32)}, "rise from 0"),
        ({"offsets": np.array([0, 5], np.int32)}, "rise from 0 to the number of points, 4"),
        ({"offsets": np.array([1, 4], np.int32)}, "rise from 0"),
        ({"offsets": np.array([0, -1, 4], np.int32)}, "rise from 0"),
        ({"offsets": np.array([0, 9, 4], np.int32)}, "rise from 0"),
        ({"params": [1]}, "params must be a dictionary"),
        ({"colour": 1}, "no key 'colour'"),
    ],
)
def test_hostile_request_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(BadMessage, match=said):
        unpack_request({**pack_request(UNIT), **change})


def test_request_without_points_is_refused() -> None:
    with pytest.raises(BadMessage, match="points is missing"):
        unpack_request({"offsets": np.array([0, 4], np.int32)})


def test_request_of_what_is_no_polygon_is_refused() -> None:
    with pytest.raises(BadPolygon):
        pack_request([(0, 0)])
