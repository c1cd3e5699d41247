"""Law: pieces of a road join bit for bit at whatever stride, and UVs and dashes go on over the joints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cutout.world.roads import Road, bridge, sweep
from cutout.world.roads.extruding import taken
from cutout.world.roads.marking import drawn
from python.property.road_shapes import named, pieces_of, roads

if TYPE_CHECKING:
    from cutout.surfaces import Surface

Vertices = set[tuple[float, ...]]


Array = NDArray[np.float64]


def at_length(surfaces: list[Surface], length: float) -> Vertices:
    """Return what lies at a length along the road, vertices, normals and UVs, to the bit."""
    found: Vertices = set()
    for surface in surfaces:
        rows = np.concatenate([surface.positions, surface.normals, surface.uvs], axis=1)
        found.update(map(tuple, rows[surface.uvs[:, 1] == length].tolist()))
    return found


def ground(x: Array, _z: Array) -> Array:
    return np.full(len(x), -20.0)


@given(roads(), st.data())
def test_pieces_share_their_last_cross_section(road: Road, data: st.DataObject) -> None:
    pieces = pieces_of(road, data.draw)
    swept = [sweep(road, *piece) for piece in pieces]
    for (_, joint, _), before, after in zip(pieces[:-1], swept[:-1], swept[1:], strict=True):
        length = float(road.along[joint])
        for material in ("asphalt", "concrete"):
            shared = at_length(named(before, material), length)
            assert shared == at_length(named(after, material), length)
            assert shared or (material == "concrete" and not road.profile.skirt and not road.profile.median)


@given(roads(("bridge", "standard")), st.data())
def test_a_road_goes_over_into_a_bridge(road: Road, data: st.DataObject) -> None:
    middle = len(road) // 2
    if not 0 < middle < len(road) - 1:
        return
    stride = data.draw(st.integers(1, 9))
    length = float(road.along[middle])
    before = named(sweep(road, 0, middle, stride), "asphalt")
    after = named(bridge(road, middle, len(road) - 1, stride, ground), "asphalt")
    assert at_length(before, length) == at_length(after, length)


@given(roads(), st.integers(2, 16))
def test_a_stride_takes_vertices_away_and_moves_none(road: Road, stride: int) -> None:
    last = len(road) - 1
    (fine, *_), (coarse, *_) = (named(sweep(road, 0, last, each), "asphalt") for each in (1, stride))
    assert set(map(tuple, coarse.positions.tolist())) <= set(map(tuple, fine.positions.tolist()))
    assert len(coarse.positions) <= len(fine.positions)


@given(roads())
def test_uvs_are_metres(road: Road) -> None:
    for asphalt in named(sweep(road, 0, len(road) - 1, 1), "asphalt"):
        columns = len(asphalt.positions) // len(road)
        rows = asphalt.uvs.reshape(len(road), columns, 2)
        places = asphalt.positions.reshape(len(road), columns, 3)
        assert (rows[:, :, 1] == road.along[:, None]).all()
        assert (np.diff(rows[:, 0, 1]) > 0.0).all()
        across = np.diff(places, axis=1)
        widths = np.sqrt((across * across).sum(axis=2))
        assert np.abs(np.diff(rows[:, :, 0], axis=1) - widths).max() < 1e-6
        steps = np.diff(road.points, axis=0)
        assert np.abs(np.diff(road.along) - np.sqrt((steps * steps).sum(axis=1))).max() < 1e-6


def covered(surfaces: list[Surface], first: float, last: float) -> list[tuple[float, float]]:
    """Return the lengths that quads of a line cover, joined where they touch."""
    spans: list[tuple[float, float]] = []
    for surface in surfaces:
        along = surface.uvs[surface.indices, 1].reshape(-1, 3)
        spans += list(zip(along.min(axis=1).tolist(), along.max(axis=1).tolist(), strict=True))
    joined: list[tuple[float, float]] = []
    for start, end in sorted(set(spans)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [span for span in joined if first <= span[0] and span[1] <= last]


@given(roads(), st.data())
def test_dashes_neither_bridge_gaps_nor_break_at_joints(road: Road, data: st.DataObject) -> None:
    profile = road.profile
    lines = profile.lines()
    pieces = pieces_of(road, data.draw)
    near, period = 0.05, profile.dash + profile.gap
    for line in lines:
        offsets = np.array([line.offset])
        own = [drawn(road, taken(road, *piece), offsets, is_dashed=line.is_dashed) for piece in pieces]
        spans = covered(own, 0.0, road.length)
        if not line.is_dashed:
            assert spans == [(0.0, road.length)]
            continue
        for start, end in spans:
            assert start % period < near or period - start % period < near or start == 0.0
            assert end - start <= profile.dash + 2.0 * near
        total = sum(end - start for start, end in spans)
        whole = sum(
            max(0.0, min(k * period + profile.dash, road.length) - k * period)
            for k in range(int(road.length / period) + 1)
        )
        assert abs(total - whole) <= near * (len(spans) + len(pieces) + 2)
