"""Cutting along lines: what the cut patterns share, jagged edges and slits among it."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from cutout.rules import Number

from .cuts import Lines, Paths, border_of, segments_of, spanning
from .directions import lengths
from .params import LENGTH, FractureParams, obeys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cuts import Cuts
    from .outline import Outline
    from .rings import Floats

MAX_BENDS: Final = 256
"""Of one straight piece of a jagged cut."""

MITRE_LIMIT: Final = 2.0
"""Of half a slit's width: how far a sharp bend of it may reach out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutParams(FractureParams):
    """What all cuts along lines have in common.

    Parameters
    ----------
    kerf : float, px
        Width of the cut. The material in it is lost, and counted in the report as `removed_area`.
    noise_amplitude : float, px
        How far a jagged cut strays from its line; 0 cuts straight.
    noise_frequency : float, 1/px
        Bends of a jagged cut per pixel of its length.
    """

    kerf: float = field(default=0.0, metadata=obeys(LENGTH))
    noise_amplitude: float = field(default=0.0, metadata=obeys(LENGTH))
    noise_frequency: float = field(default=0.05, metadata=obeys(Number(0.0001, 10.0)))

    def along(self, paths: Sequence[Floats], rng: np.random.Generator) -> Paths:
        """Return the cut along polylines: made jagged, then given its width.

        Parameters
        ----------
        paths : sequence of (n, 2) float64, px, local
        rng : numpy.random.Generator

        Returns
        -------
        Paths
        """
        if self.noise_amplitude > 0.0:
            paths = [jagged(path, self.noise_amplitude, self.noise_frequency, rng) for path in paths]
        if self.kerf == 0.0:
            return Paths(segments=segments_of(paths))
        slit = widened(paths, self.kerf)
        return Paths(segments=border_of(slit), removed=slit)


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightCutParams(CutParams):
    """What cuts along endless straight lines have in common."""

    @abstractmethod
    def lines(self, outline: Outline, rng: np.random.Generator) -> Floats:
        """Return two points of each line, (m, 2, 2) float64, px, local; no three lines meet in one point."""

    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Cuts:
        """Leave straight lines to the kernel; a jagged line or a slit is a path from side to side."""
        ends = spanning(self.lines(outline, rng), outline)
        if self.kerf == 0.0 and self.noise_amplitude == 0.0:
            return Lines(ends)
        return self.along(list(ends), rng)


def jagged(path: Floats, amplitude: float, frequency: float, rng: np.random.Generator) -> Floats:
    """Return a polyline with bends at random distances to either side; its own vertices stay.

    Each straight piece becomes the graph of a function over it, so a straight path never crosses itself.

    Parameters
    ----------
    path : (n, 2) float64, px
    amplitude : float, px
        Greatest distance of a bend from the path.
    frequency : float, 1/px
        Bends per pixel.
    rng : numpy.random.Generator

    Returns
    -------
    (m, 2) float64, px
    """
    bent = [path[:1]]
    for start, end in itertools.pairwise(path):
        length = float(lengths(end - start))
        count = min(int(length * frequency), MAX_BENDS)
        share = np.arange(1, count + 1) / (count + 1.0)
        across = np.array([start[1] - end[1], end[0] - start[0]]) / length
        away = rng.uniform(-amplitude, amplitude, count)
        bent += [start + share[:, None] * (end - start) + away[:, None] * across, end[None]]
    return np.concatenate(bent)


def widened(paths: Sequence[Floats], width: float) -> shapely.Geometry:
    """Return the region within half a width of polylines, with flat ends and sharp bends."""
    lines = np.array([shapely.LineString(path) for path in paths], dtype=object)
    # The mitre of a path that all but turns back is infinite before it is cut off, of which numpy would warn.
    with np.errstate(divide="ignore", invalid="ignore"):
        bands = shapely.buffer(lines, width / 2.0, cap_style="flat", join_style="mitre", mitre_limit=MITRE_LIMIT)
    return shapely.union_all(bands)
