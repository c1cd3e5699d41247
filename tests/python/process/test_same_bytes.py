"""The same request gives the same bytes, whichever process runs it, in whatever order, beside whatever others."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields

import numpy as np
import pytest

import cutout
from cutout.fracturing.kind import run_many
from cutout.fracturing.params import PATTERNS
from cutout.fracturing.shards import Shards
from cutout.fracturing.wire_form import pack_request, unpack
from cutout.wire import decode, encode

pytestmark = pytest.mark.process

ANGLES = np.arange(30) * (np.pi / 15.0)
STAR = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1) * np.where(np.arange(30) % 2, 40.0, 90.0)[:, None]
OWN: dict[str, dict[str, object]] = {
    "points": {"points": [(9.0, 9.0), (40.0, 30.0), (-30.0, 5.0)]},
    "line": {"line_start": (-90.0, -80.0), "line_end": (60.0, 64.0)},
    "segments": {"segments": [(-90.0, 0.0), (60.0, 64.0)]},
    "polyline": {"polylines": [[(-90.0, 0.0), (0.0, 9.0), (60.0, 64.0)]], "noise_amplitude": 3.0},
    "cracks": {"polylines": [[(0.0, 0.0), (60.0, 64.0)], [(0.0, 0.0), (-70.0, 20.0)]]},
}
PARAMS: list[dict[str, object]] = [{"pattern": name, "seed": 11, **OWN.get(name, {})} for name in PATTERNS]


def fields(fracture: cutout.Fracture) -> list[bytes]:
    return [np.ascontiguousarray(getattr(fracture.shards, array.name)).tobytes() for array in dataclass_fields(Shards)]


def here() -> list[list[bytes]]:
    """Run each request alone, in this process."""
    found = []
    for params in PARAMS:
        request = decode(encode(pack_request(STAR, params)))
        assert isinstance(request, dict)
        (result,) = run_many([request])
        carried = decode(encode(result))
        assert isinstance(carried, dict)
        found.append(fields(unpack(carried)))
    return found


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("chunk_size", [1, 5])
@pytest.mark.parametrize("order", ["forward", "backward"])
def test_every_pattern_gives_the_bytes_it_gives_alone(workers: int, chunk_size: int, order: str) -> None:
    numbers = list(range(len(PARAMS)))[:: 1 if order == "forward" else -1]
    wanted = [PARAMS[number] for number in numbers]
    stream = cutout.process_batch_streaming([STAR] * len(wanted), wanted, chunk_size=chunk_size, workers=workers)
    there = {numbers[index]: fields(fracture) for index, fracture in stream}
    assert [there[number] for number in range(len(PARAMS))] == here()
