"""Solids: closed, the right way out, with UVs of their own on every side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cutout.errors import BadParams
from cutout.fracturing import fracture
from cutout.fracturing.extrusion import extrude

if TYPE_CHECKING:
    from numpy.typing import NDArray

SQUARE = [(10.0, 10.0), (74.0, 10.0), (74.0, 74.0), (10.0, 74.0)]
LETTER = [(0, 0), (90, 0), (90, 20), (30, 20), (30, 40), (80, 40), (80, 60), (30, 60), (30, 90), (0, 90)]


def corners_of(solid: Any) -> NDArray[np.float64]:
    """Return the corners of all triangles, (t, 3, 3)."""
    return np.concatenate([surface.positions[surface.indices].reshape(-1, 3, 3) for surface in solid.values()]).astype(
        np.float64
    )


@pytest.mark.parametrize("polygon", [SQUARE, LETTER])
def test_solids_are_closed_and_have_their_volume(polygon: list[tuple[float, float]]) -> None:
    broken = fracture(polygon, fragment_count=7, seed=2)
    for solid, area in zip(extrude(broken, 4.0, unit=0.5), broken.areas, strict=True):
        corners = corners_of(solid)
        # Six times the volume, negative because triangles are clockwise from outside.
        volume = -float(np.einsum("ti,ti->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))) / 6.0
        assert volume == pytest.approx(area * 0.25 * 4.0, rel=1e-4)
        assert np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]).sum(axis=0) == pytest.approx(
            0.0, abs=1e-3
        )


def test_normals_point_away_from_triangles_that_are_clockwise() -> None:
    for solid in extrude(fracture(LETTER, fragment_count=5), 4.0):
        for surface in solid.values():
            corners = surface.positions[surface.indices].reshape(-1, 3, 3)
            wound = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            assert (np.einsum("ti,ti->t", wound, surface.normals[surface.indices[::3]]) < 0.0).all()
            assert np.linalg.norm(surface.normals, axis=1) == pytest.approx(1.0)


def test_y_is_turned_up_and_the_origin_is_the_centroid() -> None:
    (solid,) = extrude(fracture(SQUARE, fragment_count=1), 2.0)
    front = solid["front"]
    assert front.positions[0].tolist() == [-32.0, 32.0, 1.0]
    assert front.uvs[0].tolist() == [0.0, 0.0]
    assert solid["back"].positions[:, 2].tolist() == [-1.0] * 4


def test_texture_lies_where_it_was_put() -> None:
    (solid,) = extrude(fracture(SQUARE, fragment_count=1), 2.0, texture=(0.0, 0.0, 100.0, 200.0))
    assert solid["front"].uvs[0] == pytest.approx([0.1, 0.05])


def test_texture_of_the_side_runs_along_the_ring() -> None:
    (solid,) = extrude(fracture(SQUARE, fragment_count=1), 2.0, side_scale=0.5)
    uvs = solid["side"].uvs
    assert uvs[:, 0].max() == pytest.approx(4 * 64.0 * 0.5)
    assert uvs[:4].tolist() == [[0.0, 0.0], [32.0, 0.0], [32.0, 1.0], [0.0, 1.0]]


def test_nothing_left_makes_no_solids() -> None:
    assert extrude(fracture(SQUARE, min_fragment_area=1e6), 1.0) == []


@pytest.mark.parametrize("wrong", [{"depth": 0.0}, {"depth": 1.0, "unit": -1.0}, {"depth": np.nan}])
def test_lengths_that_make_no_solid_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadParams, match="must be positive and finite"):
        extrude(fracture(SQUARE), **wrong)


def test_texture_without_a_size_is_refused() -> None:
    with pytest.raises(BadParams, match="texture must be positive"):
        extrude(fracture(SQUARE), 1.0, texture=(0.0, 0.0, 0.0, 1.0))
