"""Breaking a polygon into fragments: the public function and what it returns."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from . import express, geos
from . import patterns as _patterns  # noqa: F401 - which makes every pattern known by its name
from . import rings as ring_layout
from .door import Polygon, admit, read_rings
from .merging import merge
from .params import FractureParams
from .planning import plan
from .shards import Shards, measure
from .subdivision import Division, PathName, divide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .outline import Outline
    from .rings import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a fracture went.

    Parameters
    ----------
    path : "kernel" or "geos"
    input_area : float, px²
        After repair, if there was one.
    area_error : float
        Of the fragments' areas against `input_area`, relative; before anything was discarded.
    discarded_area : float, px²
        Of fragments that were too small and were to be dropped, or had no neighbour to be merged into.
    repaired : bool
        Whether the polygon that came in was not valid.
    notes : tuple of str
    removed_area : float, px²
        Of the material that a cut was to take away: slits, and shapes punched out.
    rest : tuple of int
        The fragments that a punch left standing: together one body, cut only where it would have a hole.
    """

    path: PathName
    input_area: float
    area_error: float
    discarded_area: float = 0.0
    repaired: bool = False
    notes: tuple[str, ...] = field(default=())
    removed_area: float = 0.0
    rest: tuple[int, ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Return the report as it crosses the bridge."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "notes": list(self.notes), "rest": list(self.rest)}


@dataclass(frozen=True, eq=False)
class Fracture:
    """A polygon broken into fragments, in the coordinates it came in.

    Everything but the rings is computed on first use.

    Parameters
    ----------
    points : (n, 2) float64, px
        The fragments' rings, one after the other: open, positive area, without holes.
    offsets : (k + 1,) int32
        Fragment ``i`` is ``points[offsets[i]:offsets[i + 1]]``.
    report : Report
    """

    points: Floats
    offsets: Ints
    report: Report

    @classmethod
    def from_shards(cls, shards: Shards, report: Report) -> Fracture:
        """Return a fracture whose shards are known already."""
        whole = cls(shards.points, shards.offsets, report)
        whole.__dict__["shards"] = shards
        return whole

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def shards(self) -> Shards:
        """The fragments as flat arrays."""
        return measure(self.points, self.offsets)

    @cached_property
    def fragments(self) -> list[Floats]:
        """The ring of each fragment, (n, 2) float64, px; views of `points`."""
        return ring_layout.split(self.points, self.offsets)

    @property
    def areas(self) -> Floats:
        """The area of each fragment, (k,) float64, px²."""
        return self.shards.areas

    @property
    def centroids(self) -> Floats:
        """The centroid of each fragment, (k, 2) float64, px."""
        return self.shards.centroids

    @cached_property
    def triangles(self) -> list[Ints]:
        """The triangles of each fragment as numbers of its vertices, (t, 3) int32."""
        ends = self.shards.triangle_offsets.tolist()
        return [self.shards.triangles[a:b].reshape(-1, 3) for a, b in itertools.pairwise(ends)]

    @cached_property
    def convex_parts(self) -> list[list[Ints]]:
        """The convex parts of each fragment as numbers of its vertices, at most eight a part."""
        ends = self.shards.part_offsets.tolist()
        parts = [self.shards.parts[a:b] for a, b in itertools.pairwise(ends)]
        spans = self.shards.fragment_parts.tolist()
        return [parts[a:b] for a, b in itertools.pairwise(spans)]

    @cached_property
    def neighbours(self) -> dict[tuple[int, int], float]:
        """How much edge each pair of neighbouring fragments shares, px; the smaller number comes first in a pair."""
        pairs, lengths = self.shards.neighbours.tolist(), self.shards.shared_lengths.tolist()
        return {(one, two): length for (one, two), length in zip(pairs, lengths, strict=True)}


def fracture(
    polygon: Polygon, params: FractureParams | Mapping[str, object] | None = None, /, **overrides: object
) -> Fracture:
    """Break a polygon into fragments.

    Parameters
    ----------
    polygon : (n, 2) array or list of (n, 2) arrays, px
        Rings may be open or closed and wind either way; the first is an outer ring, holes and islands follow.
    params : FractureParams or mapping, optional
    **overrides : object
        Parameters by name, over those in `params`.

    Returns
    -------
    Fracture

    Raises
    ------
    BadPolygon, TooLarge
        The polygon is not finite, has no area or is over a limit.
    BadParams
        A parameter with an unknown name, a wrong type or out of its range.
    UnstableGeometry
        The polygon cannot be split.

    Examples
    --------
    >>> result = fracture([(0, 0), (64, 0), (64, 64), (0, 64)], fragment_count=8, seed=1)
    >>> len(result.fragments)
    8
    >>> float(result.areas.sum())
    4096.0
    """
    read = read_params(params, overrides)
    points, offsets = read_rings(polygon)
    order = express.Order(points, offsets[1:].tolist(), read, read.seed)
    (broken,) = express.break_all([order], rounded=False)
    if broken is not None:
        return Fracture.from_shards(broken.shards(), quick_report(broken))
    outline = admit(polygon)
    return collect(outline, divide(outline, plan(outline, read)), read)


def quick_report(broken: express.Broken) -> Report:
    """Return the report on what went the fast way, where there is nothing to tell."""
    return Report(path="kernel", input_area=broken.input_area, area_error=broken.area_error)


def read_params(
    params: FractureParams | Mapping[str, object] | None, overrides: Mapping[str, object]
) -> FractureParams:
    """Return parameters with overrides."""
    if isinstance(params, FractureParams):
        params = params.to_mapping()
    return FractureParams.from_mapping({**(params or {}), **overrides})


def collect(outline: Outline, division: Division, params: FractureParams) -> Fracture:
    """Treat what is too small as the parameters say, and return to the caller's coordinates."""
    points, offsets, discarded = without_small(division.points, division.offsets, params)
    report = Report(
        path=division.path,
        input_area=outline.area,
        area_error=division.area_error,
        discarded_area=discarded,
        repaired=outline.repaired,
        notes=(*outline.notes, *division.notes),
        removed_area=division.removed_area,
        rest=standing(points, offsets, division),
    )
    return Fracture(points + outline.origin, offsets, report)


def without_small(points: Floats, offsets: Ints, params: FractureParams) -> tuple[Floats, Ints, float]:
    """Merge or drop rings under the least area.

    Returns
    -------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
    discarded_area : float, px²
    """
    if params.min_fragment_area == 0.0 or params.small_fragments == "keep":
        return points, offsets, 0.0
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    small = areas < params.min_fragment_area
    if not small.any():
        return points, offsets, 0.0
    if params.small_fragments == "merge":
        return merge(points, offsets, small, params.min_fragment_area)
    return *ring_layout.take(points, offsets, np.flatnonzero(~small)), float(areas[small].sum())


def standing(points: Floats, offsets: Ints, division: Division) -> tuple[int, ...]:
    """Return the numbers of the rings that a punch left standing."""
    if division.broken is None or len(offsets) == 1:
        return ()
    outside = ~geos.lie_in(ring_layout.to_shapes(points, offsets), division.broken)
    return tuple(np.flatnonzero(outside).tolist())
