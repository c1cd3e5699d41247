"""Every shape, cut by sites and by lines, judged by GEOS; holes, islands, slivers and thousands of points."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)

SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)


def cut(rings: Any, cuts: Any, mode: int = corpus.SITES) -> Any:
    request = corpus.Request(rings, np.asarray(cuts, float), mode)
    result = corpus.pack([request]).run()
    assert list(result.statuses) == [0]
    fragments = corpus.unpack(result, 0)
    assert corpus.faults_of(request, fragments) == []
    return fragments


@pytest.mark.parametrize("name", corpus.SHAPES)
@pytest.mark.parametrize("count", [1, 2, 3, 8, 24, 64])
def test_sites_tile_the_shape(name: str, count: int) -> None:
    rings = corpus.SHAPES[name]
    cut(rings, corpus.sites_in(rings, count, 5))


@pytest.mark.parametrize("name", corpus.SHAPES)
@pytest.mark.parametrize("count", [1, 3, 10, 64])
def test_lines_tile_the_shape(name: str, count: int) -> None:
    rings = corpus.SHAPES[name]
    cut(rings, corpus.lines_across(rings, count, 5), corpus.LINES)


@pytest.mark.parametrize("count", [1, 4, 25])
def test_a_cell_with_many_holes_is_cut_through_all_of_them(count: int) -> None:
    side = int(count**0.5)
    holes = [(SQUARE * 4)[::-1] + np.array([10 * x + 3, 10 * y + 3]) for x in range(side) for y in range(side)]
    fragments = cut([SQUARE * 10 * side, *holes], [(1.0, 2.0)])
    assert len(fragments.rings) == count + 1
    assert set(fragments.cells) == {0}


def test_the_vertex_of_a_cut_through_a_hole_is_shared_with_the_cell_beyond() -> None:
    rings = [SQUARE * 20, (SQUARE * 2)[::-1] + np.array([5, 9])]
    fragments = cut(rings, [(6.0, 10.0), (16.0, 10.3), (10.0, -10.0)])
    assert len(fragments.rings) == 4


def test_an_island_in_a_hole_is_a_fragment_of_its_own() -> None:
    rings = [SQUARE * 20, (SQUARE * 10)[::-1] + 5, SQUARE * 2 + 9]
    fragments = cut(rings, [(1.0, 1.0)])
    assert min(fragments.areas) == pytest.approx(4)
    assert len(fragments.rings) == 3


def test_islands_that_touch_in_a_corner_stay_apart() -> None:
    fragments = cut([SQUARE, SQUARE + 1], [(0.3, 0.4), (1.6, 1.7), (0.2, 0.9)])
    assert sum(fragments.areas) == pytest.approx(2)


@pytest.mark.parametrize("height", [1e-1, 1e-3, 1e-5])
def test_slivers_are_cut_like_anything_else(height: float) -> None:
    sites = np.random.default_rng(1).random((12, 2)) * (256, height)
    fragments = cut([SQUARE * (256, height)], sites)
    assert len(fragments.rings) == 12


@pytest.mark.parametrize("mirror", [1, 3])
def test_sites_on_one_line_cut_strips(mirror: int) -> None:
    sites = np.c_[np.arange(9) / 8, np.full(9, 0.5) + np.random.default_rng(2).uniform(-1e-6, 1e-6, 9)]
    fragments = cut([SQUARE * mirror], sites * mirror)
    assert sorted(len(ring) for ring in fragments.rings) == [4] * 9


@pytest.mark.parametrize("points", [3, 10, 100, 1000, 10_000])
@pytest.mark.parametrize("count", [1, 30])
def test_from_three_points_to_ten_thousand(points: int, count: int) -> None:
    rings = corpus.blob(points, 512, 8) if points > 10 else corpus.convex(points, 200, 3)
    cut(rings, corpus.sites_in(rings, count, 5))


def test_jagged_outlines_give_triangles_all_the_same() -> None:
    rng = np.random.default_rng(4)
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    ring = np.c_[np.cos(angle), np.sin(angle)] * (100 + rng.uniform(-60, 60, 400))[:, None]
    fragments = cut([ring], [(1.0, 2.0)])
    assert len(fragments.triangles[0]) == 398


def test_collinear_and_repeated_corners_do_not_confuse() -> None:
    ring = np.array([(0, 0), (1, 0), (2, 0), (4, 0), (4, 4), (3, 4), (3, 2), (2, 2), (1, 2), (1, 4), (0, 4), (0, 2)])
    cut([ring.astype(float)], [(0.4, 0.3), (3.2, 0.7), (3.6, 3.3)])
    cut([ring.astype(float)], [(0.4, 0.3)])


def oracle(polygon: shapely.Polygon, cells: list[Any]) -> Any:
    parts = shapely.get_parts(shapely.intersection(polygon, cells))
    return [part for part in parts if part.area > 0]


def half_plane(point: Any, direction: Any) -> Any:
    reach = 1e4
    along = np.asarray(direction) / np.hypot(*direction) * reach
    left = np.array([-along[1], along[0]])
    return shapely.Polygon([point - along, point + along, point + along + left, point - along + left])


def voronoi_cells(sites: Any) -> Any:
    cells = []
    for i, site in enumerate(sites):
        cell = shapely.box(-1e3, -1e3, 1e3, 1e3)
        for other in np.delete(sites, i, 0):
            away = other - site
            cell = cell.intersection(half_plane((site + other) / 2, (away[1] * -1, away[0])))
        cells.append(cell)
    return cells


def line_cells(lines: Any) -> Any:
    cells = [shapely.box(-1e3, -1e3, 1e3, 1e3)]
    for start, end in lines.reshape(-1, 2, 2):
        planes = [half_plane(start, end - start), half_plane(start, start - end)]
        cells = [part for cell in cells for plane in planes if (part := cell.intersection(plane)).area > 0]
    return cells


def joined_by_cell(fragments: Any) -> Any:
    """Undo the cuts through holes: the overlay leaves holes in its parts."""
    rings = np.array([shapely.Polygon(ring) for ring in fragments.rings], object)
    unions = [shapely.union_all(rings[fragments.cells == cell]) for cell in np.unique(fragments.cells)]
    return shapely.get_parts(unions)


def assert_same(fragments: Any, expected: list[Any]) -> None:
    polygons = joined_by_cell(fragments)
    assert len(polygons) == len(expected)
    tree = shapely.STRtree(expected)
    for polygon in polygons:
        at = tree.query(polygon.representative_point(), predicate="within")
        assert len(at) == 1
        assert polygon.symmetric_difference(expected[at[0]]).area < 1e-9 * polygon.area + 1e-9


@pytest.mark.parametrize("name", corpus.SHAPES)
def test_sites_give_the_fragments_of_an_overlay(name: str) -> None:
    rings = corpus.SHAPES[name]
    sites = corpus.sites_in(rings, 10, 21)
    assert_same(cut(rings, sites), oracle(corpus.polygon_of(rings), voronoi_cells(sites)))


@pytest.mark.parametrize("name", corpus.SHAPES)
def test_lines_give_the_fragments_of_an_overlay(name: str) -> None:
    rings = corpus.SHAPES[name]
    lines = corpus.lines_across(rings, 6, 21)
    assert_same(cut(rings, lines, corpus.LINES), oracle(corpus.polygon_of(rings), line_cells(lines)))


def test_cells_name_the_nearest_site() -> None:
    rings = corpus.SHAPES["comb52"]
    sites = corpus.sites_in(rings, 20, 4)
    fragments = cut(rings, sites)
    for ring, cell in zip(fragments.rings, fragments.cells, strict=True):
        inside = np.array(shapely.Polygon(ring).representative_point().coords[0])
        assert np.argmin(np.hypot(*(sites - inside).T)) == cell


def test_cells_have_a_bit_for_each_line_on_whose_left_they_are() -> None:
    rings = corpus.SHAPES["star60"]
    lines = corpus.lines_across(rings, 64, 4)
    fragments = cut(rings, lines, corpus.LINES)
    start, end = lines[::2], lines[1::2]
    along = end - start
    for ring, cell in zip(fragments.rings, fragments.cells, strict=True):
        away = np.array(shapely.Polygon(ring).representative_point().coords[0]) - start
        left = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0] > 0
        assert int(cell) == sum(1 << k for k in np.flatnonzero(left).tolist())


@pytest.mark.parametrize("name", ["letter_b", "star20", "blob200_3_holes"])
def test_neighbours_share_just_the_edge_they_report(name: str) -> None:
    rings = corpus.SHAPES[name]
    fragments = cut(rings, corpus.sites_in(rings, 16, 9))
    edges = [shapely.LinearRing(ring) for ring in fragments.rings]
    expected: dict[Any, float] = {}
    for a in range(len(edges)):
        for b in range(a + 1, len(edges)):
            length = shapely.intersection(edges[a], edges[b]).length
            if length > 0:
                expected[a, b] = length
    pairs = map(tuple, fragments.neighbours.tolist())
    found = dict(zip(pairs, fragments.shared_lengths.tolist(), strict=True))
    assert found == pytest.approx(expected)
