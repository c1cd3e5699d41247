"""The fast way: a batch through compiled code gives what one request alone gives; the careful way takes the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cutout.errors import BadMessage, BadParams, BadPolygon
from cutout.fracturing import express, fracture
from cutout.fracturing.door import admit, read_rings
from cutout.fracturing.kind import run_many
from cutout.fracturing.scattering import scattered
from cutout.fracturing.wire_form import pack, pack_request, read_order, unpack, unpack_request
from cutout.wire import Encoded, decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping

Array = NDArray[np.float64]

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)
SHAPES: dict[str, list[Array]] = {
    name: [np.asarray(ring, np.float32).astype(np.float64) for ring in rings] for name, rings in corpus.SHAPES.items()
}
SQUARE = np.array([(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)])
PATTERNS: tuple[dict[str, object], ...] = (
    {"fragment_count": 8},
    {"fragment_count": 64},
    {"pattern": "grid", "grid_rows": 4},
    {"pattern": "parallel"},
    {"min_fragment_area": 40.0},
    {"min_fragment_area": 40.0, "small_fragments": "keep"},
)


def carried(request: dict[str, object]) -> Mapping[str, object]:
    """Return a request as a worker gets it."""
    decoded = decode(encode(request))
    assert isinstance(decoded, dict)
    return decoded


def requests() -> list[Mapping[str, object]]:
    wanted = [{**params, "seed": seed} for seed, params in enumerate(PATTERNS)]
    return [carried(pack_request(rings, params)) for rings in SHAPES.values() for params in wanted]


def admitted(rings: list[Array]) -> tuple[express.Line, tuple[Any, Any, Any, Any]]:
    line = express.Line()
    points, offsets = read_rings(rings)
    whole = np.array([0, len(offsets) - 1], np.int32)
    return line, line.polygons.run(express.buffer(points), express.buffer(offsets), express.buffer(whole))


@pytest.mark.parametrize("name", SHAPES)
def test_compiled_door_agrees_with_the_careful_one(name: str) -> None:
    outline = admit(SHAPES[name])
    _, (points, rings, polygons, measures) = admitted(SHAPES[name])
    assert list(polygons) == [0, len(outline.offsets) - 1]
    assert list(rings) == outline.offsets.tolist()
    assert np.asarray(points).reshape(-1, 2)[: rings[-1]].tobytes() == outline.points.tobytes()
    assert list(measures[:3]) == [*outline.origin, outline.area]
    assert list(measures[3:]) == [*outline.points.min(axis=0), *outline.points.max(axis=0)]


def test_compiled_door_does_not_mind_how_a_polygon_is_written() -> None:
    rings = SHAPES["blob200_3_holes"]
    rewritten = [np.roll(ring, 3, axis=0)[::-1] for ring in (rings[0], *rings[:0:-1])]
    rewritten[0] = np.concatenate([rewritten[0], rewritten[0][:1]])
    one, other = admitted(rings)[1], admitted(rewritten)[1]
    assert one[0][: 2 * one[1][-1]] == other[0][: 2 * other[1][-1]]
    assert one[3] == other[3]


HOLE = SQUARE / 4.0 + 8.0


@pytest.mark.parametrize(
    "rings",
    [
        [SQUARE[[0, 2, 1, 3]]],
        [SQUARE, HOLE - (8.0, 0.0)],
        [SQUARE, HOLE - (16.0, 0.0)],
        [SQUARE, HOLE, HOLE + 8.0],
        [np.array([(0, 0), (64, 0), (32, 0), (32, 64)])],
        [np.array([(0, 0), (64, 64), (0, 0), (0, 64)])],
        [np.array([(0, 0), (1, 1), (2, 2)])],
        [np.array([(0, 0), (np.nan, 1), (2, 5)])],
        [np.array([(0, 0), (2e7, 1), (2, 5)])],
        [SQUARE * 0.0],
    ],
)
def test_compiled_door_refuses_what_is_not_plainly_sound(rings: list[Array]) -> None:
    assert list(admitted(rings)[1][2]) == [0, 0]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("count", [1, 9, 200])
def test_points_are_scattered_alike_without_the_kernel(name: str, count: int) -> None:
    outline = admit(SHAPES[name])
    line, (points, rings, polygons, measures) = admitted(SHAPES[name])
    counts, paddings = express.buffer(np.array([count], np.int32)), express.buffer(np.array([5.0]))
    seeds = express.buffer(np.array([2**64 - 3], np.uint64))
    found, offsets = line.scatter.run(points, rings, polygons, measures[3:], counts, paddings, seeds)
    slow = scattered(outline, count, -3, 5.0)
    assert slow is not None
    assert list(offsets) == [0, count]
    assert bytes(found) == slow.tobytes()


def test_sliver_is_left_to_the_careful_way() -> None:
    ring = np.array([(0.0, 0.0), (64.0, 64.0), (64.0, 64.001)])
    assert scattered(admit(ring), 10, 1) is None
    assert len(fracture(ring, fragment_count=10)) == 10


def test_result_does_not_depend_on_the_batch() -> None:
    wanted = requests()
    alone = [encode(result) for request in wanted for result in run_many([request])]
    order = np.random.default_rng(5).permutation(len(wanted)).tolist()
    together = dict(zip(order, run_many([wanted[i] for i in order]), strict=True))
    assert [encode(together[i]) for i in range(len(wanted))] == alone


def test_result_is_that_of_the_public_function() -> None:
    for request, result in zip(requests(), run_many(requests()), strict=True):
        assert encode(pack(fracture(*unpack_request(request)))) == encode(result)


def test_most_requests_go_the_fast_way() -> None:
    plain = [carried(pack_request(rings, {"fragment_count": 24, "seed": 3})) for rings in SHAPES.values()]
    broken = express.break_all([read_order(request) for request in plain], rounded=True)
    assert all(broken)


@pytest.mark.parametrize("name", SHAPES)
def test_plain_result_reads_as_that_of_the_careful_way_does(name: str) -> None:
    request = carried(pack_request(SHAPES[name], {"fragment_count": 24, "seed": 6}))
    (result,) = run_many([request])
    careful = decode(encode(pack(fracture(*unpack_request(request)))))
    assert isinstance(result, Encoded)
    assert list(result) == list(careful)
    assert dict(result) == careful


@pytest.mark.parametrize(
    "params",
    [
        {"fragment_count": 5, "seed": 2**63 - 1},
        {"seed": -(2**63), "fragment_count": 5},
        {"edge_padding": 3, "fragment_count": 5},
        {"edge_padding": 3.0, "fragment_count": 5, "pattern": "random"},
        {"fragment_count": 30, "min_fragment_area": 200.0},
        {"fragment_count": 5, "extrude_depth": 2.0},
        {"fragment_count": 5, "refracture_depth": 1},
        {},
    ],
)
def test_parameters_are_told_apart_in_a_batch(params: dict[str, object]) -> None:
    others: list[dict[str, object]] = [{"fragment_count": 5, "seed": 1}, {"fragment_count": True}, {"seed": 4}]
    batch = [carried(pack_request(SQUARE, each)) for each in (others[0], params, *others, params)]
    answers = run_many(batch)
    alone = pack(fracture(*unpack_request(batch[1])))
    assert [encode(answers[1]), encode(answers[-1])] == [encode(alone)] * 2
    assert isinstance(answers[3], BadParams)


@pytest.mark.parametrize("offsets", [[], [0], [4], [0, 3], [0, 5], [1, 4], [0, 3, 2, 4], [0, -1, 4], [0, 4, 4]])
def test_offsets_that_are_wrong_are_refused(offsets: list[int]) -> None:
    good = carried(pack_request(SQUARE, {"fragment_count": 4}))
    wrong = carried({**good, "offsets": np.array(offsets, np.int32)})
    answers = run_many([good, wrong, good])
    assert isinstance(answers[1], BadMessage | BadPolygon)
    assert encode(answers[0]) == encode(answers[2])


def test_bad_requests_fail_alone() -> None:
    good = carried(pack_request(SQUARE, {"fragment_count": 4}))
    bad_params = carried(pack_request(SQUARE, {"fragment_count": True}))
    bad_point = carried(pack_request(SQUARE * np.nan))
    answers = run_many([bad_point, good, bad_params, good, bad_point])
    assert [type(answer) for answer in answers] == [BadPolygon, Encoded, BadParams, Encoded, BadPolygon]
    assert encode(answers[1]) == encode(answers[3])


def test_polygon_that_float32_cannot_hold_goes_the_careful_way() -> None:
    ring = SQUARE / 16.0 + 2.0**20
    (result,) = run_many([carried(pack_request(ring, {"fragment_count": 50}))])
    assert isinstance(result, dict)
    carried_result = decode(encode(result))
    assert isinstance(carried_result, dict)
    assert 1 <= len(unpack(carried_result)) < 50


DIGEST = """
import hashlib
from cutout.fracturing import kernel
from cutout.fracturing.kind import run_many
from cutout.wire import encode
from python.unit import test_batch_path
print(kernel.compiled)
names = ("convex12", "letter_b", "blob100_2_holes")
wanted = [test_batch_path.small_request(name, seed) for seed, name in enumerate(names)]
print(*(hashlib.sha256(encode(result)).hexdigest() for result in run_many(wanted)))
"""


def small_request(name: str, seed: int) -> Mapping[str, object]:
    return carried(pack_request(SHAPES[name], {"fragment_count": 5, "seed": seed}))


def test_compiled_and_uncompiled_agree_bit_for_bit() -> None:
    pytest.importorskip("cython", reason="Cython runs the sources uncompiled")
    printed = []
    for choice in ("", "python"):
        environment = {**os.environ, "CUTOUT_KERNEL": choice, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout.splitlines())
    assert [lines[0] for lines in printed] == ["True", "False"]
    assert printed[0][1:] == printed[1][1:]
