"""Law: no triangle of a road is flipped, its normals are of unit length and point up as far as the slope allows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cutout.errors import BadParams
from cutout.world.roads import Profile, Road, bridge, collider, railing_collider, sweep
from python.property.road_shapes import assert_sound, doubled_areas, named, pieces_of, roads

Array = NDArray[np.float64]


def level(x: Array, _z: Array) -> Array:
    return np.full(len(x), -20.0)


@given(roads(), st.data())
def test_no_triangle_is_flipped_at_any_stride(road: Road, data: st.DataObject) -> None:
    for first, last, stride in pieces_of(road, data.draw):
        surfaces = sweep(road, first, last, stride, caps=(True, True))
        assert_sound([each for each in surfaces if each.material != "marking"])
        for asphalt in (*named(surfaces, "asphalt"), *named(surfaces, "marking")):
            faces = doubled_areas(asphalt)
            assert (faces[:, 1] > 0.0).all(), f"{asphalt.material} lies on its back"


@given(roads(("bridge", "highway")), st.data())
def test_no_triangle_of_a_bridge_is_flipped(road: Road, data: st.DataObject) -> None:
    for first, last, stride in pieces_of(road, data.draw):
        surfaces = bridge(road, first, last, stride, level, caps=(True, True))
        assert_sound([each for each in surfaces if each.material != "marking"])


@given(roads())
def test_normals_are_those_of_the_slope(road: Road) -> None:
    """What runs along the road at an offset, and what runs across it, is at right angles to the normal there."""
    last = len(road) - 1
    rises = np.diff(road.points[:, 1])
    for asphalt in named(sweep(road, 0, last, 1), "asphalt"):
        columns = len(asphalt.positions) // (last + 1)
        rows = asphalt.positions.reshape(last + 1, columns, 3)
        normals = asphalt.normals.reshape(last + 1, columns, 3)
        across = rows[:, -1] - rows[:, 0]
        width = np.sqrt((across * across).sum(axis=1))
        assert (np.abs((normals * across[:, None]).sum(axis=2)) < 1e-9 * width[:, None]).all()
        steepest = 0.0
        for column in range(columns):
            steps = np.diff(rows[:, column], axis=0)
            plan = np.sqrt(steps[:, 0] ** 2 + steps[:, 2] ** 2)
            steepest = max(steepest, float((np.abs(rises) / plan).max()))
        # A normal leans no more than two steps of the steepest column do together, of which one may be the shorter.
        least = 1.0 / np.sqrt(1.0 + (4.0 * steepest) ** 2)
        assert (normals[:, :, 1] >= least - 1e-9).all()
        if last > 1:
            along = rows[2:] - rows[:-2]
            lengths = np.sqrt((along * along).sum(axis=2))
            assert (np.abs((normals[1:-1] * along).sum(axis=2)) < 1e-9 * lengths).all()


@given(roads())
def test_colliders_are_what_is_seen(road: Road) -> None:
    last = len(road) - 1
    corners = collider(road, 0, last).reshape(-1, 3, 3)
    faces = np.cross(corners[:, 2] - corners[:, 0], corners[:, 1] - corners[:, 0])
    assert (faces[:, 1] > 0.0).all()
    assert len(corners) == 2 * last * math.ceil(road.profile.width / 8.0)
    half = road.profile.half
    assert (corners[0, 0] == road.points[0] - half * road.across[0]).all()
    assert len(railing_collider(road, 0, last)) == 3 * 4 * last


def test_a_straight_level_road_has_the_area_it_should() -> None:
    road = Road.through([(0, 3, 0), (100, 3, 0)], Profile.of("standard", {"width": 10.0}))
    (asphalt,) = named(sweep(road, 0, len(road) - 1, 1), "asphalt")
    assert doubled_areas(asphalt)[:, 1].sum() / 2.0 == pytest.approx(1000.0)
    assert (asphalt.normals == (0.0, 1.0, 0.0)).all()


@pytest.mark.parametrize("radius", [6.0, 10.0, 40.0])
def test_a_bend_keeps_to_its_points_as_long_as_the_road_is_not_too_wide(radius: float) -> None:
    turn = np.linspace(0.0, np.pi, 13)
    points = np.stack([radius * np.cos(turn), 0.0 * turn, radius * np.sin(turn)], axis=1)
    narrow = Road.through(points, Profile.of("standard", {"width": radius * 0.6}), 2.0)
    off = np.abs(np.sqrt(narrow.points[:, 0] ** 2 + narrow.points[:, 2] ** 2) - radius)
    assert off.max() < 0.02 * radius
    wide = Road.through(points, Profile.of("standard", {"width": radius * 3.0}), 2.0)
    assert (wide.points[0] == points[0]).all()
    assert (wide.points[-1] == points[-1]).all()


def test_there_and_back_again_is_refused() -> None:
    with pytest.raises(BadParams, match="same place"):
        Road.through([(0, 0, 0), (50, 0, 0), (0, 0, 0)], Profile.of())
