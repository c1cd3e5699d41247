"""Law: a junction covers its arms, its triangles cover its outline once, and it meets each road bit for bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import union_all
from shapely.geometry import Polygon

from cutout.errors import BadParams
from cutout.world.roads import Arm, Profile, Road, junction, sweep
from python.property.road_shapes import assert_sound, doubled_areas, named

Array = NDArray[np.float64]
CENTER = (120.0, 7.0, -45.0)


@st.composite
def arms(draw: st.DrawFn) -> list[Arm]:
    """Draw 1 to 8 arms, of which no two are nearer than the least angle; bent, steep, of any width and direction."""
    count = draw(st.integers(1, 8))
    shares = np.array([draw(st.floats(0.5, 3.0)) for _ in range(count)])
    least = np.radians(18.0)
    gaps = least + (2.0 * np.pi - count * least) * shares / shares.sum()
    angles = draw(st.floats(0.0, 6.3)) + np.cumsum(gaps)
    bend = draw(st.sampled_from([0.0, 0.0, 0.3]))
    made = []
    for angle in angles.tolist():
        width = draw(st.sampled_from([3.0, 8.0, 19.0, 30.0]))
        options = {"width": width, "corner_radius": draw(st.sampled_from([2.0, 6.0, 10.0])), "median": 0.0}
        profile = Profile.of(draw(st.sampled_from(["standard", "highway"])), options)
        turn = draw(st.floats(-bend, bend))
        rise = draw(st.sampled_from([0.0, -3.0, 5.0]))
        points = np.array([CENTER] * 3)
        for place, length, direction in ((1, 120.0, angle), (2, 400.0, angle + turn)):
            points[place] += (length * np.cos(direction), rise * place, length * np.sin(direction))
        is_reversed = draw(st.booleans())
        road = Road.through(points[::-1] if is_reversed else points, profile, draw(st.sampled_from([2.0, 4.0, 8.0])))
        made.append(Arm(road, at_end=is_reversed))
    return made


def strip(arm: Arm, station: int) -> Polygon:
    """Return the road in plan between the centre and a station."""
    first, last = (station, len(arm.road)) if arm.at_end else (0, station + 1)
    half = arm.profile.half
    left, right = arm.road.at_offset(-half)[first:last], arm.road.at_offset(half)[first:last]
    return Polygon(np.concatenate([left, right[::-1]])[:, [0, 2]])


def road_beyond(arm: Arm, station: int) -> Polygon:
    """Return the road in plan from a station on, 100 m of it at most, and a little wider."""
    count = round(100.0 / float(arm.road.along[1]))
    first, last = (max(0, station - count), station + 1) if arm.at_end else (station, station + count)
    half = arm.profile.half
    left, right = arm.road.at_offset(-half)[first:last], arm.road.at_offset(half)[first:last]
    return Polygon(np.concatenate([left, right[::-1]])[:, [0, 2]]).buffer(0.005)


@given(arms(), st.integers(0, 3))
def test_a_junction_covers_its_arms_and_nothing_twice(arms: list[Arm], lod: int) -> None:
    met = junction(CENTER, arms, lod)
    outline = Polygon(met.outline)
    assert outline.is_valid
    assert outline.exterior.is_ccw
    (asphalt,) = named(met.surfaces, "asphalt")
    faces = doubled_areas(asphalt)
    assert (faces[:, 1] > 0.0).all()
    assert faces[:, 1].sum() / 2.0 == pytest.approx(outline.area, rel=1e-9)
    beyond = [road_beyond(arm, station) for arm, station in zip(arms, met.stations, strict=True)]
    for arm, station in zip(arms, met.stations, strict=True):
        # A wide road may begin so near to the centre that it covers the beginning of a narrow one by itself.
        uncovered = strip(arm, station).difference(outline).difference(union_all(beyond))
        # A strip's side may be a few millimetres beside what was simplified there.
        assert uncovered.buffer(-0.01).is_empty
    assert_sound([each for each in met.surfaces if each.material != "marking"])
    for line in named(met.surfaces, "marking"):
        assert (doubled_areas(line)[:, 1] > 0.0).all()


@given(arms())
def test_roads_begin_where_the_junction_ends(arms: list[Arm]) -> None:
    met = junction(CENTER, arms)
    outline = Polygon(met.outline)
    (ground,) = named(met.surfaces, "asphalt")
    vertices = {tuple(row) for row in np.concatenate([ground.positions, ground.normals], axis=1).tolist()}
    edges = {frozenset((a, b)) for a, b in _edges(ground.indices.reshape(-1, 3))}
    number = {tuple(place): index for index, place in enumerate(ground.positions.tolist())}
    for arm, station in zip(arms, met.stations, strict=True):
        last = len(arm.road) - 1
        first, until = (0, station) if arm.at_end else (station, last)
        asphalt = named(sweep(arm.road, first, until, 3), "asphalt")
        length = arm.road.along[station]
        shared = [np.concatenate([s.positions, s.normals], axis=1)[s.uvs[:, 1] == length] for s in asphalt]
        for row in np.concatenate(shared).tolist():
            assert tuple(row) in vertices
        columns = arm.road.section(station).tolist()
        for left, right in pairwise(columns):
            assert frozenset((number[tuple(left)], number[tuple(right)])) in edges
        outside = arm.road.points[station] + (1.0 - 2.0 * arm.at_end) * 0.2 * arm.road.tangents[station]
        assert not outline.covers(_point(outside))


@given(arms())
def test_where_roads_begin_does_not_depend_on_lod_or_order(arms: list[Arm]) -> None:
    met = junction(CENTER, arms)
    other = junction(CENTER, arms[::-1], 3)
    assert met.stations == other.stations[::-1]
    assert met.trims == other.trims[::-1]
    assert met.trims == tuple(arm.trim(abs(s - arm.station(0))) for arm, s in zip(arms, met.stations, strict=True))


def _edges(triangles: NDArray[np.int32]) -> list[tuple[int, int]]:
    return [(a, b) for row in triangles.tolist() for a, b in zip(row, [*row[1:], row[0]], strict=True)]


def _point(place: Array) -> Polygon:
    return Polygon(place[[0, 2]] + 0.01 * np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]))


def straight(angle: float, length: float = 100.0, width: float = 8.0) -> Arm:
    end = (length * np.cos(angle), 0.0, length * np.sin(angle))
    return Arm(Road.through([(0, 0, 0), end], Profile.of("standard", {"width": width}), 4.0))


@pytest.mark.parametrize("count", range(2, 9))
def test_equal_arms_give_a_junction_that_looks_the_same_from_each(count: int) -> None:
    met = junction((0, 0, 0), [straight(2.0 * np.pi * k / count) for k in range(count)])
    assert len(set(met.stations)) == 1
    turn = np.exp(2j * np.pi / count)
    ring = met.outline[:, 0] + 1j * met.outline[:, 1]
    turned = Polygon(np.stack([(ring * turn).real, (ring * turn).imag], axis=1))
    assert turned.symmetric_difference(Polygon(met.outline)).area < 0.05


def test_a_crossing_has_the_area_it_should() -> None:
    met = junction((0, 0, 0), [straight(np.pi / 2.0 * k) for k in range(4)])
    reach, corner = met.trims[0], 6.0
    square = 8.0 * 8.0 + 4.0 * 8.0 * (reach - 4.0)
    corners = 4.0 * (corner * corner - np.pi * corner * corner / 4.0)
    assert Polygon(met.outline).area == pytest.approx(square + corners, rel=0.01)


@pytest.mark.parametrize(
    ("arms", "words"),
    [
        ([straight(0.0), straight(0.2)], "arms 0 and 1 are 11.5 degrees apart; at least 15"),
        ([straight(0.0), straight(1.0, 12.0)], "arm 1 is 12 m long"),
        ([], "has 1 to 16 arms, and this one 0"),
        ([straight(0.3 * k) for k in range(17)], "this one 17"),
        ([Arm(straight(0.0).road, at_end=True)], "arm 0 begins 100 m from the centre"),
    ],
)
def test_what_cannot_be_joined_is_refused(arms: list[Arm], words: str) -> None:
    with pytest.raises(BadParams, match=words):
        junction((0, 0, 0), arms)
