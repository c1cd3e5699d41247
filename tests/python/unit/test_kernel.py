"""The kernel's door: statuses, buffers, batches, threads."""

from __future__ import annotations

import doctest
from array import array
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)
kernel = pytest.importorskip("cutout.fracturing.kernel")

SQUARE = np.array([(0, 0), (8, 0), (8, 8), (0, 8)], float)
SITES = np.array([(2, 1), (6, 1.1), (3, 6.5)])
LINE = np.array([(2, 0), (2, 1)], float)


def status_of(rings: Any, cuts: Any, mode: int = corpus.SITES) -> Any:
    result = corpus.pack([corpus.Request(rings, np.asarray(cuts, float), mode)]).run()
    return kernel.Status(result.statuses[0])


def test_examples_run() -> None:
    assert doctest.testmod(kernel).failed == 0


@pytest.mark.parametrize(
    ("rings", "cuts", "mode", "status"),
    [
        ([SQUARE], SITES, corpus.SITES, "OK"),
        ([SQUARE], SITES[:1], corpus.SITES, "OK"),
        ([SQUARE], SITES + 1000, corpus.SITES, "OK"),
        ([SQUARE + 1e6], SITES + 1e6, corpus.SITES, "OK"),
        ([SQUARE], LINE, corpus.LINES, "OK"),
        ([SQUARE], np.zeros((0, 2)), corpus.SITES, "INVALID"),
        ([SQUARE], [(np.nan, 1)], corpus.SITES, "INVALID"),
        ([SQUARE], [(1, np.inf), (2, 2)], corpus.SITES, "INVALID"),
        ([SQUARE], [(1e13, 1)], corpus.SITES, "INVALID"),
        ([SQUARE], LINE[:1], corpus.LINES, "INVALID"),
        ([SQUARE], [(2, 0), (2, 0)], corpus.LINES, "INVALID"),
        ([SQUARE], [(2, 0), (2, np.nan)], corpus.LINES, "INVALID"),
        ([], SITES, corpus.SITES, "INVALID"),
        ([SQUARE[:2]], SITES, corpus.SITES, "INVALID"),
        ([SQUARE[::-1]], SITES, corpus.SITES, "INVALID"),
        ([SQUARE * (1, 0)], SITES, corpus.SITES, "INVALID"),
        ([SQUARE, SQUARE[:0]], SITES, corpus.SITES, "INVALID"),
        ([np.where(SQUARE == 8, np.nan, SQUARE)], SITES, corpus.SITES, "INVALID"),
        ([np.where(SQUARE == 8, np.inf, SQUARE)], SITES, corpus.SITES, "INVALID"),
        ([SQUARE], np.zeros(((1 << 14) + 1, 2)), corpus.SITES, "TOO_LARGE"),
        ([SQUARE], np.ones((130, 2)), corpus.LINES, "TOO_LARGE"),
        ([SQUARE], [(2, 2), (2, 2), (6, 6)], corpus.SITES, "UNSTABLE"),
        ([SQUARE, SQUARE + 2], SITES, corpus.SITES, "UNSTABLE"),
    ],
)
def test_every_request_gets_its_status(rings: Any, cuts: Any, mode: int, status: str) -> None:
    assert status_of(rings, cuts, mode).name == status


def test_a_bad_request_leaves_its_neighbours_in_the_batch_alone() -> None:
    good = corpus.Request([SQUARE], SITES)
    bad = corpus.Request([SQUARE], np.array([(np.nan, 0.0)]))
    result = corpus.pack([good, bad, good]).run()
    assert list(result.statuses) == [0, 1, 0]
    assert list(result.fragments) == [0, 3, 3, 6]
    first, last = corpus.unpack(result, 0), corpus.unpack(result, 2)
    assert [ring.tobytes() for ring in first.rings] == [ring.tobytes() for ring in last.rings]
    assert first.shared_lengths.tobytes() == last.shared_lengths.tobytes()


def test_an_empty_batch_is_an_empty_result() -> None:
    result = corpus.pack([]).run()
    assert list(result.statuses) == []
    assert list(result.fragments) == list(result.offsets) == list(result.pairs) == [0]


def test_results_do_not_depend_on_the_batch() -> None:
    requests = [corpus.Request(rings, corpus.sites_in(rings, 12, 3)) for rings in corpus.SHAPES.values()]
    together = corpus.pack(requests).run()
    for i, request in enumerate(requests):
        a, b = corpus.unpack(together, i), corpus.unpack(corpus.pack([request]).run(), 0)
        assert np.concatenate(a.rings).tobytes() == np.concatenate(b.rings).tobytes()
        assert np.concatenate(a.triangles).tobytes() == np.concatenate(b.triangles).tobytes()
        assert a.neighbours.tobytes() == b.neighbours.tobytes()
        assert a.centroids.tobytes() == b.centroids.tobytes()


def test_threads_do_not_disturb_each_other() -> None:
    batches = [
        corpus.pack([corpus.Request(rings, corpus.sites_in(rings, 12, 3))] * 4) for rings in corpus.SHAPES.values()
    ]
    expected = [bytes(batch.run().points) for batch in batches]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda batch: bytes(batch.run().points), batches * 4))
    assert found == expected * 4


def test_more_crossings_than_expected_make_room() -> None:
    rings = corpus.comb(512, 400)
    request = corpus.Request(rings, np.array([(250.0, 250.0), (251.0, 490.0)]))
    result = corpus.pack([request] * 3).run()
    assert list(result.statuses) == [0, 0, 0]
    assert len(result.areas) > 3 * 400
    assert corpus.faults_of(request, corpus.unpack(result, 2)) == []


def test_without_shards_only_rings_come_back() -> None:
    batch = corpus.pack([corpus.Request([SQUARE], SITES)])
    rings, full = batch.run(shards=False), batch.run()
    assert bytes(rings.points) == bytes(full.points)
    assert len(rings.triangles) == len(rings.parts) == len(rings.neighbours) == 0
    assert list(rings.triangle_offsets) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "offsets",
    [
        {"ring_offsets": [0, 5]},
        {"ring_offsets": [0, -1]},
        {"ring_offsets": [1, 4]},
        {"ring_offsets": []},
        {"polygon_offsets": [0, 2]},
        {"polygon_offsets": [0, -1]},
        {"polygon_offsets": [0]},
        {"cut_offsets": [0, 4]},
        {"cut_offsets": [2, 1]},
        {"cut_offsets": [0, 1, 3]},
        {"cut_offsets": [0, -(2**31)]},
    ],
)
def test_offsets_outside_of_their_buffer_are_refused(offsets: dict[str, list[int]]) -> None:
    buffers = {"ring_offsets": [0, 4], "polygon_offsets": [0, 1], "cut_offsets": [0, 3]} | offsets
    with pytest.raises(ValueError, match="offsets"):
        kernel.subdivide_batch(
            SQUARE, cuts=SITES, modes=b"\0", **{name: array("i", values) for name, values in buffers.items()}
        )


def test_a_buffer_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="'d'"):
        kernel.subdivide_batch(
            SQUARE.astype(np.float32), array("i", [0, 4]), array("i", [0, 1]), SITES, array("i", [0, 3]), b"\0"
        )


def test_raw_bytes_will_do() -> None:
    i32 = np.int32
    result = kernel.subdivide_batch(
        SQUARE.tobytes(),
        np.array([0, 4], i32).tobytes(),
        np.array([0, 1], i32).tobytes(),
        SITES.tobytes(),
        np.array([0, 3], i32).tobytes(),
        b"\0",
    )
    assert bytes(result.points) == bytes(corpus.pack([corpus.Request([SQUARE], SITES)]).run().points)
