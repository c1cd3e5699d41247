"""Requests made in Python: the same that a game would send, so that both get the same bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cutout.errors import BadParams, BadPolygon
from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack_request
from cutout.wire import Vector2, decode, encode

SQUARE = [(0.1, 0.1), (64.3, 0.1), (64.3, 64.7), (0.1, 64.7)]
THIRDS = np.array([(1.0, 2.0), (4.0, 5.0), (20.0, 41.0), (60.0, 13.0)]) / 3.0


def sent(params: dict[str, object]) -> Any:
    """Return a request as a worker gets it."""
    return decode(encode(pack_request(SQUARE, params)))


@pytest.mark.parametrize(
    "points",
    [
        THIRDS,
        THIRDS.tolist(),
        [tuple(point) for point in THIRDS.tolist()],
        tuple(THIRDS.tolist()),
        THIRDS.astype(np.float32),
        THIRDS.astype(">f8"),
        np.asfortranarray(THIRDS),
        memoryview(THIRDS.tobytes()).cast("d", (4, 2)),
    ],
)
def test_points_are_sent_as_a_packed_array_of_float32(points: object) -> None:
    value = sent({"pattern": "points", "points": points})["params"]["points"]
    assert (value.format, value.shape) == ("f", (4, 2))
    assert np.asarray(value).tolist() == THIRDS.astype(np.float32).tolist()


@pytest.mark.parametrize("polylines", [[THIRDS, THIRDS[:2]], [THIRDS, THIRDS], np.stack([THIRDS, THIRDS]), (THIRDS,)])
def test_polylines_are_sent_as_packed_arrays(polylines: Any) -> None:
    values = sent({"pattern": "polyline", "polylines": polylines})["params"]["polylines"]
    assert [value.format for value in values] == ["f"] * len(polylines)
    assert [value.tolist() for value in values] == [path.astype(np.float32).tolist() for path in polylines]


def test_numbers_of_numpy_are_sent_as_plain_ones() -> None:
    params = sent({"kerf": np.float32(0.5), "extend": np.bool_(0), "seed": np.int64(2**40), "grid_jitter": 0.3})
    assert params["params"] == {"kerf": 0.5, "extend": False, "seed": 2**40, "grid_jitter": 0.3}
    assert type(params["params"]["extend"]) is bool


@pytest.mark.parametrize("place", [(10.1, 20.7), [10.1, 20.7], np.array([10.1, 20.7]), Vector2(10.1, 20.7)])
def test_a_place_breaks_a_polygon_as_a_vector_of_godot_does(place: object) -> None:
    wanted = {"pattern": "impact", "fragment_count": 12}
    (ours,) = run_many([sent({**wanted, "impact_point": place})])
    godots = sent(wanted)
    godots["params"]["impact_point"] = Vector2(*np.array([10.1, 20.7], np.float32).tolist())
    (theirs,) = run_many([decode(encode(godots))])
    assert encode(ours) == encode(theirs)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pattern": "points", "points": [(1, 2, 3)]},
        {"pattern": "points", "points": np.zeros((2, 5))},
        {"pattern": "points", "points": [(1e300, 0.0)]},
        {"pattern": "points", "points": [("1", "2")]},
        {"pattern": "points", "points": [(True, False)]},
        {"pattern": "points", "points": [(1, 2), (3,)]},
        {"pattern": "points", "points": []},
        {"pattern": "polyline", "polylines": [[], []]},
        {"pattern": "impact", "impact_point": (1.0, np.nan)},
    ],
)
def test_what_is_wrong_stays_wrong_and_is_refused_by_the_worker(wrong: dict[str, object]) -> None:
    (answer,) = run_many([sent(wrong)])
    assert isinstance(answer, BadParams)


def test_polygon_beyond_float32_is_refused_by_the_worker() -> None:
    (answer,) = run_many([decode(encode(pack_request([(0.0, 0.0), (1e300, 0.0), (0.0, 1.0)])))])
    assert isinstance(answer, BadPolygon)
