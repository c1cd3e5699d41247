"""Outlines of the letters of a font that the system has."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # it has none
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the same
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Rings = list[NDArray[np.float64]]

NAMES = (
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
    "NotoSans-Regular.ttf",
    "FreeSans.ttf",
    "Arial.ttf",
    "arial.ttf",
)
LATIN = range(0x21, 0x250)
STEPS = 4
"""Straight pieces of a curve."""
SIZE = 128.0
"""px of an em."""


def folders() -> Iterator[Path]:
    """Return where systems keep their fonts."""
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    yield from (Path.home() / ".local/share/fonts", Path("/System/Library/Fonts"), Path("/Library/Fonts"))
    yield Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"


@cache
def font_file() -> Path | None:
    """Return the first font found of those known to cover Latin, or None."""
    for name in NAMES:
        for folder in folders():
            found = next(iter(sorted(folder.rglob(name))), None) if folder.is_dir() else None
            if found is not None:
                return found
    return None


class _RingPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Collects contours as rings, curves as straight pieces."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.rings: list[list[tuple[float, float]]] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen's interface
        self.rings.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the same
        self.rings[-1].append(point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802 - the same
        start = self.rings[-1][-1]
        for t in (np.arange(STEPS) + 1.0) / STEPS:
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (start, *points), strict=True)) for axis in (0, 1))
            self.rings[-1].append((x, y))


@cache
def latin_glyphs() -> dict[str, Rings]:
    """Return the rings of each Latin letter of the font by its name, px, y down; empty without a font."""
    file = font_file()
    if file is None:
        return {}
    found: dict[str, Rings] = {}
    with TTFont(file) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        scale = SIZE / font["head"].unitsPerEm
        for code in LATIN:
            if code not in names or names[code] in found:
                continue
            pen = _RingPen(glyphs)
            glyphs[names[code]].draw(pen)
            rings = [np.array(ring) * (scale, -scale) for ring in pen.rings if len(set(ring)) > 2]
            if rings:
                found[names[code]] = rings
    return found
