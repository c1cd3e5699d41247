"""Batches of polygons on worker processes."""

from __future__ import annotations

import numpy as np
import pytest

import cutout
from cutout.errors import BadParams, BadPolygon

pytestmark = pytest.mark.process

SQUARES = [np.array([(0, 0), (size, 0), (size, size), (0, size)], dtype=np.float64) for size in range(10, 50)]


def test_fractures_come_in_the_order_of_the_polygons_and_equal_those_made_alone() -> None:
    fractures = cutout.process_batch_parallel(SQUARES, {"fragment_count": 5, "seed": 3}, workers=2)
    assert len(fractures) == len(SQUARES)
    for square, fracture in zip(SQUARES, fractures, strict=True):
        alone = cutout.fracture(square, {"fragment_count": 5, "seed": 3})
        assert len(fracture) == len(alone) == 5
        np.testing.assert_allclose(fracture.points, alone.points, atol=1e-4)


def test_each_polygon_may_have_its_own_params() -> None:
    params = [{"fragment_count": count} for count in (2, 3, 4)]
    fractures = cutout.process_batch_parallel(SQUARES[:3], params, workers=1)
    assert [len(fracture) for fracture in fractures] == [2, 3, 4]


def test_the_result_does_not_depend_on_the_number_of_workers() -> None:
    one, two = (cutout.process_batch_parallel(SQUARES[:8], {"seed": 1}, workers=workers) for workers in (1, 2))
    for left, right in zip(one, two, strict=True):
        assert left.points.tobytes() == right.points.tobytes()


def test_a_stream_yields_every_polygon_once() -> None:
    stream = cutout.process_batch_streaming(SQUARES, {"fragment_count": 3}, chunk_size=3, workers=2)
    assert sorted(index for index, _ in stream) == list(range(len(SQUARES)))


def test_a_stream_may_be_left_early() -> None:
    stream = cutout.process_batch_streaming(SQUARES, chunk_size=1, workers=2)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # an iterator to the caller, a generator in truth


def test_an_empty_batch_starts_nothing() -> None:
    assert cutout.process_batch_parallel([]) == []


@pytest.mark.parametrize(
    ("polygons", "params", "error", "words"),
    [
        ([SQUARES[0], [(0, 0), (1, 1)]], None, BadPolygon, "polygon 1: "),
        ([SQUARES[0], [(0, 0), (1, 1), (2, 2)]], None, BadPolygon, "polygon 1: "),
        (SQUARES[:2], [{}, {"sed": 1}], BadParams, "polygon 1: "),
        (SQUARES[:2], [{}], ValueError, "2 polygons come with 1 params"),
    ],
)
def test_a_failure_has_its_own_type_and_names_the_polygon(
    polygons: list[object], params: object, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        cutout.process_batch_parallel(polygons, params, workers=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("chunk_size", [0, -1, 1025])
def test_a_chunk_size_out_of_range_is_refused(chunk_size: int) -> None:
    with pytest.raises(ValueError, match=f"chunk_size is {chunk_size}"):
        cutout.process_batch_streaming(SQUARES, chunk_size=chunk_size)


@pytest.mark.parametrize("workers", [0, -2])
def test_a_number_of_workers_out_of_range_is_refused(workers: int) -> None:
    with pytest.raises(BadParams, match="'workers'"):
        cutout.process_batch_parallel(SQUARES, workers=workers)
