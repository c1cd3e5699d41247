"""The judge of the kernel's results notices what it is there to notice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)

RINGS = corpus.SHAPES["letter_b"]
REQUEST = corpus.Request(RINGS, corpus.sites_in(RINGS, 12, 1))
LINES = corpus.Request(RINGS, corpus.lines_across(RINGS, 6, 1), corpus.LINES)


def parted_corner(got: Any) -> Any:
    shared = {tuple(corner) for other in got.rings[1:] for corner in other.tolist()}
    ring = got.rings[0].copy()
    ring[[tuple(corner) in shared for corner in ring.tolist()]] += 1e-6
    return replace(got, rings=[ring, *got.rings[1:]])


def moved_away(got: Any) -> Any:
    return replace(got, rings=[ring + 1000 for ring in got.rings])


def swapped_cells(got: Any) -> Any:
    return replace(got, cells=np.roll(got.cells, 1))


def lost_fragment(got: Any) -> Any:
    rest = {name: getattr(got, name)[1:] for name in ("rings", "areas", "triangles", "parts", "cells")}
    return replace(got, **rest)


def turned_triangle(got: Any) -> Any:
    triangles = [corners.copy() for corners in got.triangles]
    triangles[0][0] = triangles[0][-1]
    return replace(got, triangles=triangles)


def one_part_a_fragment(got: Any) -> Any:
    return replace(got, parts=[[np.arange(len(ring), dtype=np.int32)] for ring in got.rings])


def lost_part(got: Any) -> Any:
    split = max(range(len(got.parts)), key=lambda fragment: len(got.parts[fragment]))
    return replace(got, parts=[parts[1:] if f == split else parts for f, parts in enumerate(got.parts)])


def wrong_area(got: Any) -> Any:
    return replace(got, areas=got.areas * (1 + 1e-9))


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (parted_corner, "fragments do not fit together"),
        (moved_away, "fragment outside of the polygon"),
        (swapped_cells, "wrong cell"),
        (lost_fragment, "areas do not sum to the input"),
        (turned_triangle, "triangles do not fill the ring"),
        (one_part_a_fragment, "part is not convex"),
        (lost_part, "parts do not fill the ring"),
        (wrong_area, "wrong area"),
    ],
)
def test_a_spoilt_result_is_noticed(spoil: Any, fault: str) -> None:
    got = corpus.unpack(corpus.pack([REQUEST]).run(), 0)
    assert corpus.faults_of(REQUEST, got) == []
    assert fault in corpus.faults_of(REQUEST, spoil(got))


def test_a_cell_on_the_wrong_side_of_a_line_is_noticed() -> None:
    got = corpus.unpack(corpus.pack([LINES]).run(), 0)
    assert corpus.faults_of(LINES, got) == []
    assert corpus.faults_of(LINES, replace(got, cells=got.cells ^ np.uint64(2))) == ["wrong cell"]
