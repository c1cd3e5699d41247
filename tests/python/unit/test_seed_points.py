"""Seed points: where they lie, and that regular ones are made general."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cutout.fracturing.door import admit
from cutout.fracturing.patterns import Line, Random
from cutout.fracturing.seed_points import (
    JITTER,
    in_general_position,
    seed_points,
    uniform_in_triangles,
    uniform_inside,
)

FRAME = [
    [(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)],
    [(16.0, 16.0), (112.0, 16.0), (112.0, 112.0), (16.0, 112.0)],
]
DIAGONAL_SLIVER = [(0.0, 0.0), (256.0, 256.0), (256.0, 256.001), (0.0, 0.001)]


@pytest.mark.parametrize("polygon", [FRAME, [DIAGONAL_SLIVER]])
def test_points_lie_inside_up_to_the_jitter(polygon: list[list[tuple[float, float]]]) -> None:
    outline = admit(polygon)
    sites = seed_points(outline, Random(fragment_count=200))
    assert len(sites) == 200
    assert (shapely.distance(shapely.points(sites), outline.shape) <= 2.0 * JITTER * outline.extent).all()


def test_another_seed_gives_other_points_and_the_same_seed_the_same() -> None:
    outline = admit(FRAME)
    one, again, other = (seed_points(outline, Random(seed=seed)).tobytes() for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_negative_seed_is_a_seed() -> None:
    outline = admit(FRAME)
    assert len(seed_points(outline, Random(seed=-5))) == 10


def test_points_are_even_over_the_area() -> None:
    outline = admit(FRAME)
    for sites in (
        uniform_inside(outline, 4000, np.random.default_rng(0)),
        uniform_in_triangles(outline, 4000, np.random.default_rng(0)),
    ):
        quarters = np.bincount((sites[:, 0] > 0.0) * 2 + (sites[:, 1] > 0.0), minlength=4)
        assert (abs(quarters - 1000) < 130).all()  # over four standard deviations
        assert shapely.contains_xy(outline.shape, sites).all()


def test_pattern_without_seed_points_is_refused() -> None:
    with pytest.raises(TypeError, match="'line' has no seed points"):
        seed_points(admit(FRAME), Line())


def test_padding_keeps_points_away_from_the_bounding_box_as_far_as_there_is_room() -> None:
    rng = np.random.default_rng(0)
    assert np.abs(uniform_inside(admit([FRAME[0]]), 500, rng, padding=20.0)).max() < 44.0
    assert np.abs(uniform_inside(admit([FRAME[0]]), 500, rng, padding=1e6)).max() < 32.0


def test_points_closer_than_the_tolerance_are_one() -> None:
    sites = np.array([(0.0, 0.0), (1e-9, 0.0), (5.0, 5.0), (0.0, 0.0)])
    assert len(in_general_position(sites, 1e-3, np.random.default_rng(0))) == 2


def test_jitter_stays_within_its_bound() -> None:
    sites = np.stack(np.meshgrid(np.arange(8.0), np.arange(8.0)), axis=-1).reshape(-1, 2)
    moved = in_general_position(sites, 1e-3, np.random.default_rng(0))
    assert len(moved) == 64
    assert 0.0 < np.abs(moved - sites).max() <= 1e-3
