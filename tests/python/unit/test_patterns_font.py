"""Real shapes: the letters of a system font break with every pattern."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from cutout.fracturing import fracture
from cutout.fracturing.params import PATTERNS
from cutout.fracturing.wire_form import pack, unpack
from support.glyphs import Rings, font_file, latin_glyphs

pytestmark = pytest.mark.skipif(font_file() is None, reason="none of the known Latin fonts is installed")

GIVEN: dict[str, dict[str, Any]] = {
    "points": {"points": [(20.0, -40.0), (50.0, -20.0), (40.0, -70.0)]},
    "line": {"line_start": (0.0, -30.0), "line_end": (60.0, -50.0)},
    "cut_radial": {"kerf": 2.0},
    "chaotic": {"noise_amplitude": 3.0},
    "segments": {"segments": [(0.0, -60.0), (60.0, 0.0), (10.0, 0.0), (30.0, -90.0)]},
    "polyline": {"polylines": [[(0.0, -20.0), (30.0, -50.0), (60.0, -40.0)]]},
    "cracks": {"polylines": [[(0.0, 0.0), (9.0, 2.0)], [(0.0, 0.0), (-7.0, 6.0)]], "impact_point": (30.0, -40.0)},
    "punch": {"impact_point": (25.0, -40.0), "punch_radius": 25.0},
}


def assert_breaks(name: str, glyph: Rings, pattern: str, seed: int) -> None:
    where = f"{name} by {pattern}"
    exact = fracture(glyph, {"pattern": pattern, "seed": seed, **GIVEN.get(pattern, {})})
    total = exact.areas.sum() + exact.report.removed_area + exact.report.discarded_area
    assert total == pytest.approx(exact.report.input_area, rel=1e-9), where
    result = unpack(pack(exact))
    shapes = [shapely.Polygon(ring) for ring in result.fragments]
    assert shapely.is_valid(shapes).all(), where
    assert shapely.coverage_is_valid(shapes), where
    assert np.isfinite(result.points).all(), where
    for ring, triangles in zip(result.fragments, result.triangles, strict=True):
        assert len(triangles) == len(ring) - 2, where


def test_the_font_has_enough_letters_and_some_with_holes() -> None:
    glyphs = latin_glyphs()
    assert len(glyphs) >= 200
    assert sum(len(rings) > 1 for rings in glyphs.values()) > 100


def test_every_letter_breaks() -> None:
    for number, (name, glyph) in enumerate(latin_glyphs().items()):
        assert_breaks(name, glyph, list(PATTERNS)[number % len(PATTERNS)], number)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_letter_breaks_with_every_pattern(pattern: str) -> None:
    for number, (name, glyph) in enumerate(latin_glyphs().items()):
        assert_breaks(name, glyph, pattern, number)
