"""Surfaces and their wire form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cutout.errors import UnstableGeometry
from cutout.surfaces import Surface, joined, pack_mesh
from cutout.wire import decode, encode


def surface(material: str, vertices: int = 3, shift: float = 0.0) -> Surface:
    positions = np.arange(3.0 * vertices).reshape(-1, 3) + shift
    normals = np.tile([0.0, 1.0, 0.0], (vertices, 1))
    return Surface(material, positions, normals, positions[:, :2], np.array([0, 1, 2], np.int32))


def test_surfaces_of_a_material_become_one_in_order_of_appearance() -> None:
    packed: Any = pack_mesh([surface("b"), surface("a", 4), surface("b", 5, 100.0)])
    assert packed["materials"] == ("b", "a")
    assert packed["vertex_offsets"].tolist() == [0, 8, 12]
    assert packed["index_offsets"].tolist() == [0, 6, 9]
    assert packed["indices"].tolist() == [0, 1, 2, 3, 4, 5, 0, 1, 2]
    assert packed["positions"][3].tolist() == [100.0, 101.0, 102.0]


def test_triangles_stay_where_they_were() -> None:
    parts = [surface("a"), surface("a", 7, 9.0)]
    assert (joined(parts)[0].triangles == np.concatenate([part.triangles for part in parts])).all()


def test_an_empty_surface_is_left_out() -> None:
    empty = Surface("b", np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 2)), np.zeros(0, np.int32))
    packed: Any = pack_mesh([empty])
    assert packed["materials"] == ()
    assert packed["vertex_offsets"].tolist() == [0]
    assert packed["positions"].shape == (0, 3)


def test_it_crosses_the_bridge() -> None:
    read = decode(encode(pack_mesh([surface("asphalt"), surface("marking")])))
    assert read["materials"] == ("asphalt", "marking")
    assert np.asarray(read["uvs"]).shape == (6, 2)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e39])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    broken = surface("a")
    broken.positions[1, 2] = value
    with pytest.raises(UnstableGeometry, match="positions of the surface 'a'"):
        pack_mesh([surface("b"), broken])


@pytest.mark.parametrize("index", [-1, 3])
def test_an_index_outside_is_refused(index: int) -> None:
    broken = surface("a")
    broken.indices[0] = index
    with pytest.raises(UnstableGeometry, match="outside its 3 vertices"):
        pack_mesh([broken])
