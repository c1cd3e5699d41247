"""It leaves no trace in a result whether a request took the fast way or the careful one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from cutout.fracturing import express
from cutout.fracturing import rings as ring_layout
from cutout.fracturing.door import admit
from cutout.fracturing.params import FractureParams
from cutout.fracturing.planning import plan
from cutout.fracturing.subdivision import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)
PATTERNS: tuple[dict[str, object], ...] = (
    {"fragment_count": 12},
    {"pattern": "spiderweb"},
    {"pattern": "chaotic", "slice_count": 5},
)


@pytest.mark.parametrize("name", corpus.SHAPES)
@pytest.mark.parametrize("wanted", PATTERNS, ids=lambda wanted: wanted.get("pattern", "random"))
def test_both_ways_give_the_same_rings_in_the_same_order(name: str, wanted: dict[str, object]) -> None:
    rings: list[NDArray[np.float64]] = [np.asarray(ring, np.float64) for ring in corpus.SHAPES[name]]
    params = FractureParams.from_mapping({**wanted, "seed": 5})
    points, offsets = ring_layout.join(rings)
    (broken,) = express.break_all([express.Order(points, offsets.tolist()[1:], params, 5)], rounded=False)
    outline = admit(rings)
    division = divide(outline, plan(outline, params))
    assert division.path == "kernel"
    assert broken is not None
    fast = broken.shards()
    assert fast.offsets.tolist() == division.offsets.tolist()
    assert fast.points.tobytes() == (division.points + outline.origin).tobytes()
