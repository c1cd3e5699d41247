"""Hashes and noise: the same everywhere, as good far out, a function of the point alone."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from cutout.world.hashing import Stream, hashed, hashed_places, hashed_units, unit
from cutout.world.noise import BAND, SQUARE, LayeredNoise

NOISE = LayeredNoise(7, "hills", 500.0, 4)


def test_hashes_are_the_same_in_every_process() -> None:
    script = "from cutout.world.hashing import hashed; print(hashed(-5, 'town', 3, -(2**40)))"
    found = {
        int(
            subprocess.run(
                [sys.executable, "-c", script], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
            ).stdout
        )
        for seed in ("1", "2")
    }
    assert found == {hashed(-5, "town", 3, -(2**40))}


def test_hashes_of_many_are_those_of_each() -> None:
    first, second = np.array([-5, 0, 3, 2**40]), np.array([7, 0, -2, 1])
    many = hashed_places(9, "plant", first, second)
    assert many.tolist() == [hashed(9, "plant", i, j) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    streams = [Stream(state) for state in many.tolist()]
    for turn in range(3):
        assert hashed_units(many, turn).tolist() == [stream.unit() for stream in streams]


def test_hashes_differ_by_name_place_and_order() -> None:
    found = [
        hashed(1, "a", 1, 2),
        hashed(1, "a", 2, 1),
        hashed(1, "b", 1, 2),
        hashed(2, "a", 1, 2),
        hashed(1, "a", 1),
        hashed(1, "a", 1, 2, 0),
    ]
    assert len(set(found)) == len(found)


def test_a_stream_is_spread_evenly() -> None:
    stream = Stream(hashed(3, "even"))
    drawn = [stream.below(10) for _ in range(10_000)]
    assert all(900 < drawn.count(number) < 1100 for number in range(10))
    assert all(0.0 <= unit(number) < 1.0 for number in (0, 2**64 - 1))


@pytest.mark.parametrize("far", [0.0, 1e5, -1e5, 4e9])
def test_noise_is_smooth_however_far_out(far: float) -> None:
    x = (far + np.arange(4000) * 3.125).astype(np.float64)
    found = NOISE(x, np.full(len(x), far + 17.0))
    # Over two periods' worth of a wave of 500 m and its octaves, no step stands out: nothing is quantised.
    assert np.abs(np.diff(found, 2)).max() < 0.02
    assert 0.2 < found.std() < 0.5
    assert (np.diff(found) != 0.0).mean() > 0.99


def test_noise_is_a_function_of_the_point_alone() -> None:
    rng = np.random.default_rng(3)
    # Where four squares meet, and elsewhere.
    x = np.concatenate([SQUARE / 2.0 + rng.uniform(-BAND, 2.0 * BAND, 500), rng.uniform(-5e4, 5e4, 500)])
    z = np.concatenate([SQUARE / 2.0 + rng.uniform(-BAND, 2.0 * BAND, 500), rng.uniform(-5e4, 5e4, 500)])
    whole = NOISE(x, z)
    order = rng.permutation(len(x))
    assert NOISE(x[order], z[order]).tobytes() == whole[order].tobytes()
    assert all(NOISE(x[i : i + 1], z[i : i + 1])[0] == whole[i] for i in range(0, 1000, 25))


def test_squares_are_blended_without_a_step_and_keep_their_strength() -> None:
    x = SQUARE / 2.0 + np.linspace(-BAND / 4.0, BAND * 1.25, 6000)
    found = NOISE(x, np.zeros(len(x)))
    assert np.abs(np.diff(found)).max() < 0.01
    rows = (np.arange(200) * 997.0 + 3000.0).astype(np.float64)
    middle = NOISE(np.full(200, SQUARE / 2.0 + BAND / 2.0), rows)
    assert 0.2 < middle.std() < 0.5


def test_noises_of_other_names_and_seeds_differ() -> None:
    x = (np.arange(500) * 40.0).astype(np.float64)
    found = [LayeredNoise(seed, name, 500.0, 3)(x, x) for seed, name in ((1, "a"), (1, "b"), (2, "a"))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(found[one], found[other])[0, 1]) < 0.3
