"""Solids: closed, the right way out, with UVs of their own on every side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cutout.errors import BadMessage, BadParams
from cutout.fracturing import fracture
from cutout.fracturing.extrusion import SIDES
from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack, pack_request, unpack, unpack_request
from cutout.wire import Rect2, decode, encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

SQUARE = [(10.0, 10.0), (74.0, 10.0), (74.0, 74.0), (10.0, 74.0)]
LETTER = [(0, 0), (90, 0), (90, 20), (30, 20), (30, 40), (80, 40), (80, 60), (30, 60), (30, 90), (0, 90)]


def corners_of(solid: Any) -> NDArray[np.float64]:
    """Return the corners of all triangles, (t, 3, 3)."""
    return np.concatenate([surface.positions[surface.indices].reshape(-1, 3, 3) for surface in solid.values()]).astype(
        np.float64
    )


def edges_of(solid: Any) -> list[tuple[bytes, bytes]]:
    """Return the directed edges of all triangles, by the bytes of their ends."""
    corners = np.concatenate([surface.positions[surface.indices].reshape(-1, 3, 3) for surface in solid.values()])
    return [(one.tobytes(), two.tobytes()) for t in corners for one, two in zip(t, np.roll(t, -1, axis=0), strict=True)]


@pytest.mark.parametrize("polygon", [SQUARE, LETTER])
def test_solids_are_closed_and_have_their_volume(polygon: list[tuple[float, float]]) -> None:
    broken = fracture(polygon, fragment_count=7, seed=2, extrude_depth=4.0, units_per_pixel=0.5)
    assert len(broken.solids) == len(broken)
    for solid, area in zip(broken.solids, broken.areas, strict=True):
        corners = corners_of(solid)
        # Six times the volume, negative because triangles are clockwise from outside.
        volume = -float(np.einsum("ti,ti->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))) / 6.0
        assert volume == pytest.approx(area * 0.25 * 4.0, rel=1e-4)
        edges = edges_of(solid)
        assert len(set(edges)) == len(edges)
        assert {(end, start) for start, end in edges} == set(edges)


def test_normals_point_away_from_triangles_that_are_clockwise() -> None:
    for solid in fracture(LETTER, fragment_count=5, extrude_depth=4.0).solids:
        for surface in solid.values():
            corners = surface.positions[surface.indices].reshape(-1, 3, 3)
            wound = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            assert (np.einsum("ti,ti->t", wound, surface.normals[surface.indices[::3]]) < 0.0).all()
            assert np.linalg.norm(surface.normals, axis=1) == pytest.approx(1.0)


def test_y_is_turned_up_and_the_origin_is_the_centroid() -> None:
    (solid,) = fracture(SQUARE, fragment_count=1, extrude_depth=2.0).solids
    front = solid["front"]
    assert front.positions[0].tolist() == [-32.0, 32.0, 1.0]
    assert front.uvs[0].tolist() == [0.0, 0.0]
    assert solid["back"].positions[:, 2].tolist() == [-1.0] * 4


def test_texture_lies_where_it_was_put() -> None:
    (solid,) = fracture(SQUARE, fragment_count=1, extrude_depth=2.0, uv_rect=(0.0, 0.0, 100.0, 200.0)).solids
    for side in ("front", "back"):
        assert solid[side].uvs[0] == pytest.approx([0.1, 0.05])


def test_texture_covers_all_fragments_by_default() -> None:
    broken = fracture(SQUARE, fragment_count=6, extrude_depth=2.0)
    uvs = np.concatenate([solid["front"].uvs for solid in broken.solids])
    assert (uvs.min(axis=0).tolist(), uvs.max(axis=0).tolist()) == ([0.0, 0.0], [1.0, 1.0])
    assert uvs == pytest.approx((broken.points - 10.0) / 64.0)


def test_texture_of_the_side_runs_along_each_ring() -> None:
    for solid in fracture(SQUARE, pattern="line", line_start=(42, 0), line_end=(42, 1), extrude_depth=2.0).solids:
        uvs = solid["side"].uvs
        assert uvs[:, 0].max() == pytest.approx(64.0 + 64.0 + 32.0 + 32.0)
        assert uvs[0].tolist() == [0.0, 0.0]
        assert uvs[:, 1].max() == 2.0
    (whole,) = fracture(SQUARE, fragment_count=1, extrude_depth=2.0, side_uv_scale=0.5).solids
    assert whole["side"].uvs[:4].tolist() == [[0.0, 0.0], [32.0, 0.0], [32.0, 1.0], [0.0, 1.0]]


def test_flat_fragments_have_no_solids() -> None:
    broken = fracture(SQUARE)
    assert (broken.surfaces, broken.solids) == (None, [])
    assert "surfaces" not in pack(broken)


def test_nothing_left_makes_no_solids() -> None:
    broken = fracture(SQUARE, min_fragment_area=1e6, extrude_depth=1.0)
    assert broken.solids == []
    assert unpack(pack(broken)).solids == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"extrude_depth": -1.0}, "extrude_depth must be a number from 0"),
        ({"extrude_depth": np.nan}, "extrude_depth must be a number from 0"),
        ({"units_per_pixel": 0.0}, "units_per_pixel must be"),
        ({"side_uv_scale": 0.0}, "side_uv_scale must be"),
        ({"uv_rect": (0.0, 0.0, 0.0, 1.0)}, "uv_rect must be x, y, width and height"),
        ({"uv_rect": (0.0, 0.0, -1.0, 1.0)}, "positive size or all zeros"),
        ({"uv_rect": (3.0, 0.0, 0.0, 0.0)}, "positive size or all zeros"),
        ({"uv_rect": (0.0, 0.0, 1.0)}, "uv_rect must be"),
        ({"uv_rect": None}, "uv_rect must be"),
    ],
)
def test_values_that_make_no_solid_are_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(BadParams, match=said):
        fracture(SQUARE, wrong)


# The fast way, the careful way, and one that rounds with merging.
WANTED: tuple[dict[str, object], ...] = (
    {"fragment_count": 6},
    {"pattern": "polyline", "polylines": [[(0.0, 30.0), (40.0, 44.0), (80.0, 20.0)]]},
    {"fragment_count": 40, "min_fragment_area": 30.0},
)


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("polygon", [SQUARE, LETTER])
def test_surfaces_cross_the_bridge(wanted: dict[str, object], polygon: Any) -> None:
    solid = {"extrude_depth": 3.0, "units_per_pixel": 0.01, "uv_rect": Rect2(0.0, 0.0, 128.0, 128.0)}
    request: Any = decode(encode(pack_request(polygon, {**wanted, **solid})))
    answer: Any = decode(encode(run_many([request])[0]))
    here = fracture(*unpack_request(request))
    assert encode(answer) == encode(pack(here))
    there = unpack(answer)
    for found, expected in zip(there.solids, here.solids, strict=True):
        assert tuple(found) == SIDES
        for side in SIDES:
            assert found[side].positions == pytest.approx(expected[side].positions, abs=1e-5)
            assert found[side].normals == pytest.approx(expected[side].normals, abs=1e-3)
            assert found[side].uvs == pytest.approx(expected[side].uvs, abs=1e-5)
            assert found[side].indices.tolist() == expected[side].indices.tolist()


def test_surfaces_do_not_depend_on_the_batch() -> None:
    wanted = [{**params, "extrude_depth": depth} for params in WANTED for depth in (0.0, 2.0)]
    requests: list[Any] = [decode(encode(pack_request(LETTER, params))) for params in wanted]
    assert [encode(result) for result in run_many(requests)] == [encode(run_many([each])[0]) for each in requests]


@pytest.mark.parametrize("wrong", [[1], {}, {"positions": np.zeros((3, 2), np.float32)}])
def test_surfaces_of_a_wrong_form_are_refused(wrong: object) -> None:
    packed = pack(fracture(SQUARE, extrude_depth=1.0))
    with pytest.raises(BadMessage, match=r"surfaces|positions"):
        unpack({**packed, "surfaces": wrong})
