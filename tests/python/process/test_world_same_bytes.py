"""200 chunks are the same bytes in any order, by 1, 2 and 4 workers, each with caches of its own."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cutout.wire import encode
from support.game import Game

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.process

PLACES = [(column, row) for row in range(-2, 6) for column in range(3, 13)]
REQUESTS = [
    {"seed": 1, "coordinate": np.array([column, row], np.int32), "lod": lod, "chunk_size": 200.0}
    for lod, places in ((0, PLACES), (1, PLACES[::2]), (2, PLACES[1::2]), (4, PLACES[::2]))
    for column, row in places
]
TOGETHER = 8


def built(workers: int, order: Sequence[int]) -> dict[int, str]:
    """Return a hash of each chunk, built by fresh processes in this order."""
    with Game(workers=workers) as game:
        jobs: dict[int, int] = {}
        for start in range(0, len(order), TOGETHER):
            numbers = order[start : start + TOGETHER]
            jobs.update(zip(game.run("chunk", *(REQUESTS[number] for number in numbers)), numbers, strict=True))
        game.until_answered()
        assert set(game.codes(list(jobs))) == {0}
        return {number: sha256(encode(game.answers[job][1])).hexdigest() for job, number in jobs.items()}


def test_200_chunks_in_random_orders_by_1_2_and_4_workers() -> None:
    assert len(REQUESTS) == 200
    rng = np.random.default_rng(2026)
    found = [built(workers, rng.permutation(len(REQUESTS)).tolist()) for workers in (1, 2, 4)]
    assert found[0].keys() == set(range(200))
    assert len(set(found[0].values())) == 200
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_a_users_layers_are_loaded_by_workers() -> None:
    request = {"coordinate": np.array([9, 3], np.int32), "layers": ("dunes", "roads", "ruins")}
    with Game(workers=1, modules=("support.kinds", "support.world_layers")) as game:
        (sound,) = game.run("chunk", request)
        (unknown,) = game.run("chunk", {"coordinate": np.array([9, 3], np.int32), "layers": ("dnes",)})
        game.until_answered()
        assert game.codes([sound, unknown]) == [0, 103]
        assert set(game.answers[sound][1]["statistics"]) == {"dunes", "roads", "ruins"}
        assert "did you mean 'dunes'" in game.answers[unknown][1]["message"]
