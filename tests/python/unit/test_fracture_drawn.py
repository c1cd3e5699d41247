"""Cuts drawn by the caller: ends that touch another cut join it, however they were rounded."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cutout.fracturing import fracture
from cutout.fracturing.drawn_paths import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

SQUARE = np.array([(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)])


def near_t(seed: int) -> list[list[tuple[float, float]]]:
    """Return a slanted cut, and one from a point on it, as near as float32 comes, to beyond the border."""
    rng = np.random.default_rng(seed)
    start, end = np.array([(-10.0, rng.uniform(20.0, 108.0)), (138.0, rng.uniform(20.0, 108.0))])
    middle = start + rng.uniform(0.2, 0.8) * (end - start)
    drawn = np.array([start, end, middle, (rng.uniform(10.0, 118.0), -10.0)], np.float32).astype(np.float64)
    points = [(x, y) for x, y in drawn.tolist()]
    return [points[:2], points[2:]]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "wanted",
    [{}, {"extend": False}, {"kerf": 3.0}, {"noise_amplitude": 3.0}, {"noise_amplitude": 3.0, "extend": False}],
)
def test_end_on_a_slanted_cut_joins_it(seed: int, wanted: dict[str, Any]) -> None:
    paths = near_t(seed)
    assert len(fracture(SQUARE, wanted, pattern="polyline", polylines=paths)) == 3
    ended = {**wanted, "extend": False, "segments": list(itertools.chain(*paths))}
    assert len(fracture(SQUARE, ended, pattern="segments")) == 3


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_order_of_the_cuts_leaves_no_trace(order: tuple[int, ...]) -> None:
    rays = [
        [(64.0 + 1e-9 * i, 64.0), (64.0 + x, 64.0 + y)]
        for i, (x, y) in enumerate([(99, 7), (9, 99), (-99, 3), (5, -99)])
    ]
    expected = fracture(SQUARE, pattern="polyline", polylines=rays)
    found = fracture(SQUARE, pattern="polyline", polylines=[rays[i] for i in order])
    assert len(expected) == 4
    assert found.points.tobytes() == expected.points.tobytes()


def test_bricks_are_laid_though_their_joints_were_computed_in_another_way() -> None:
    rows = [[(0.0, 25.6 * row), (128.0, 25.6 * row)] for row in range(1, 5)]
    joints = [[(x, y), (x, y + 25.6)] for row in range(5) for x in (33.0 + 9.0 * row, 90.0) for y in [row * 25.6]]
    result = fracture(SQUARE, pattern="polyline", polylines=[*rows, *joints], extend=False)
    assert len(result) == 15


def paths_of(*paths: list[tuple[float, float]]) -> list[NDArray[np.float64]]:
    return [np.array(path, np.float64) for path in paths]


def test_host_takes_the_end_as_a_vertex() -> None:
    met, free = joined(paths_of([(0, 0), (10, 0)], [(4, 0.01), (4, 9)]), 0.1)
    assert [path.tolist() for path in met] == [[[0, 0], [4, 0.01], [10, 0]], [[4, 0.01], [4, 9]]]
    assert free == [(True, True), (False, True)]


def test_end_near_a_vertex_moves_there_and_no_farther() -> None:
    met, free = joined(paths_of([(0, 0), (4, 0), (10, 0)], [(4.02, 0.01), (4, 9)]), 0.1)
    assert [path.tolist() for path in met] == [[[0, 0], [4, 0], [10, 0]], [[4, 0], [4, 9]]]
    assert free == [(True, True), (False, True)]


def test_ends_that_are_near_each_other_meet() -> None:
    met, free = joined(paths_of([(0, 0), (4, 0.02)], [(4, 0.01), (9, 3)], [(4.01, 0), (2, 7)]), 0.1)
    ends = [met[0][-1].tolist(), met[1][0].tolist(), met[2][0].tolist()]
    assert ends[0] == ends[1] == ends[2]
    assert free == [(True, False), (False, True), (False, True)]


def test_path_shorter_than_the_tolerance_is_left_out() -> None:
    met, free = joined(paths_of([(0, 0), (10, 0)], [(4, 0.01), (4.01, 0)]), 0.1)
    assert len(met) == len(free) == 1


def test_closed_path_has_no_ends() -> None:
    met, free = joined(paths_of([(0, 0), (10, 0), (5, 5), (0, 0)], [(5, -3), (5, 0.01)]), 0.1)
    assert free == [(False, False), (True, False)]
    assert met[0].tolist() == [[0, 0], [5, 0.01], [10, 0], [5, 5], [0, 0]]


def test_paths_that_stay_apart_stay_as_they_are() -> None:
    paths = paths_of([(0, 0), (10, 0)], [(4, 1), (4, 9)])
    met, free = joined(paths, 0.1)
    assert [path.tolist() for path in met] == [path.tolist() for path in paths]
    assert free == [(True, True), (True, True)]
