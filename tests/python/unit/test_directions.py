"""Directions and lengths that do not depend on the processor."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from cutout.fracturing.directions import directions, lengths

ANGLES = np.concatenate([np.random.default_rng(4).uniform(-60.0, 60.0, 20_000), np.arange(-400, 400) * np.pi / 12.0])


def test_directions_are_those_of_the_sine_and_cosine() -> None:
    assert np.abs(directions(ANGLES) - np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)).max() <= 2.0**-52


def test_directions_keep_the_shape_of_the_angles() -> None:
    assert directions(ANGLES[:12].reshape(3, 4)).shape == (3, 4, 2)
    assert directions(np.array(0.0)).tolist() == [1.0, 0.0]


def test_directions_are_the_same_bytes_on_any_processor() -> None:
    bits = directions(np.arange(-64, 65) / 8.0).tobytes()
    assert hashlib.sha256(bits).hexdigest().startswith("8adb49837a5e4143")


@pytest.mark.parametrize(("vector", "length"), [((3.0, -4.0), 5.0), ((0.0, 0.0), 0.0)])
def test_length_is_the_root_of_the_squares(vector: tuple[float, float], length: float) -> None:
    assert lengths(np.array(vector)) == length
