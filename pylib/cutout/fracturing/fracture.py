"""Breaking a polygon into fragments: the public function and what it returns."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from . import rings as ring_layout
from .door import Polygon, admit
from .merging import merge
from .params import FractureParams
from .seed_points import seed_points
from .shards import Shards, measure
from .subdivision import Division, PathName, subdivide

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
        Of fragments that were too small and had no neighbour to be merged into.
    repaired : bool
        Whether the polygon that came in was not valid.
    notes : tuple of str
    """

    path: PathName
    input_area: float
    area_error: float
    discarded_area: float = 0.0
    repaired: bool = False
    notes: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Return the report as it crosses the bridge."""
        return {**asdict(self), "notes": list(self.notes)}


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
    outline = admit(polygon)
    division = subdivide(outline, seed_points(outline, read))
    return collect(outline, division, read)


def read_params(
    params: FractureParams | Mapping[str, object] | None, overrides: Mapping[str, object]
) -> FractureParams:
    """Return parameters with overrides."""
    if isinstance(params, FractureParams):
        params = asdict(params)
    return FractureParams.from_mapping({**(params or {}), **overrides})


def collect(outline: Outline, division: Division, params: FractureParams) -> Fracture:
    """Merge what is too small, and return to the caller's coordinates."""
    points, offsets, discarded = division.points, division.offsets, 0.0
    if params.min_fragment_area > 0.0:
        areas, _ = ring_layout.areas_and_centroids(points, offsets)
        small = areas < params.min_fragment_area
        if small.any():
            points, offsets, discarded = merge(points, offsets, small, params.min_fragment_area)
    report = Report(
        path=division.path,
        input_area=outline.area,
        area_error=division.area_error,
        discarded_area=discarded,
        repaired=outline.repaired,
        notes=(*outline.notes, *division.notes),
    )
    return Fracture(points + outline.origin, offsets, report)
