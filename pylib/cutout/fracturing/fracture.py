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
from .extrusion import Extrusion, Solid, Surfaces, extrude
from .merging import Merged, carried, keep, merge
from .params import FractureParams
from .planning import plan
from .shards import Shards, measure
from .subdivision import Division, PathName, divide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .outline import Outline
    from .rings import Flags, Floats, Ints


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
    refracture_depth : int
        How often the fragments have been broken, this time included.
    """

    path: PathName
    input_area: float
    area_error: float
    discarded_area: float = 0.0
    repaired: bool = False
    notes: tuple[str, ...] = field(default=())
    removed_area: float = 0.0
    rest: tuple[int, ...] = field(default=())
    refracture_depth: int = 1

    def to_dict(self) -> dict[str, object]:
        """Return the report as it crosses the bridge; a `refracture_depth` of 1 goes without saying."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        if self.refracture_depth == 1:
            del fields["refracture_depth"]
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
    extrusion : Extrusion, optional
        How thick they are; without one they are flat.
    """

    points: Floats
    offsets: Ints
    report: Report
    extrusion: Extrusion | None = None

    @classmethod
    def from_shards(cls, shards: Shards, report: Report, extrusion: Extrusion | None = None) -> Fracture:
        """Return a fracture whose shards are known already."""
        whole = cls(shards.points, shards.offsets, report, extrusion)
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

    @cached_property
    def surfaces(self) -> Surfaces | None:
        """The surfaces of all fragments in space; None if they are flat."""
        return None if self.extrusion is None else extrude(self.shards, self.extrusion)

    @cached_property
    def solids(self) -> list[Solid]:
        """The surfaces ``front``, ``back`` and ``side`` of each fragment; empty if they are flat."""
        return [] if self.surfaces is None else self.surfaces.solids()

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
    RefractureLimit
        The polygon has been broken as often as the parameters allow.
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
        return Fracture.from_shards(broken.shards(), quick_report(broken, read), read.extrusion)
    outline = admit(polygon)
    return collect(outline, divide(outline, plan(outline, read)), read)


def quick_report(broken: express.Broken, params: FractureParams) -> Report:
    """Return the report on what went the fast way, where there is nothing to tell."""
    return Report(
        path="kernel",
        input_area=broken.input_area,
        area_error=broken.area_error,
        refracture_depth=params.refracture_depth + 1,
    )


def read_params(
    params: FractureParams | Mapping[str, object] | None, overrides: Mapping[str, object]
) -> FractureParams:
    """Return parameters with overrides."""
    if isinstance(params, FractureParams):
        params = params.to_mapping()
    return FractureParams.from_mapping({**(params or {}), **overrides})


def collect(outline: Outline, division: Division, params: FractureParams) -> Fracture:
    """Treat what is too small as the parameters say, and return to the caller's coordinates."""
    areas, _ = ring_layout.areas_and_centroids(division.points, division.offsets)
    stands = standing(division)
    points, offsets, places, discarded = without_small(division.points, division.offsets, areas, params)
    rest = carried(stands, areas, places, len(offsets) - 1)
    report = Report(
        path=division.path,
        input_area=outline.area,
        area_error=division.area_error,
        discarded_area=discarded,
        repaired=outline.repaired,
        notes=(*outline.notes, *division.notes),
        removed_area=division.removed_area,
        rest=tuple(np.flatnonzero(rest).tolist()),
        refracture_depth=params.refracture_depth + 1,
    )
    return Fracture(points + outline.origin, offsets, report, params.extrusion)


def without_small(points: Floats, offsets: Ints, areas: Floats, params: FractureParams) -> Merged:
    """Merge or drop rings under the least area, as the parameters say."""
    small = areas < params.min_fragment_area
    if params.small_fragments == "keep" or not small.any():
        return Merged(points, offsets, np.arange(len(areas), dtype=np.int32), 0.0)
    if params.small_fragments == "merge":
        return merge(points, offsets, small, params.min_fragment_area)
    return keep(points, offsets, ~small)


def standing(division: Division) -> Flags:
    """Return for each ring whether a punch left it standing."""
    if division.broken is None or len(division.offsets) == 1:
        return np.zeros(len(division.offsets) - 1, np.bool_)
    return ~geos.lie_in(ring_layout.to_shapes(division.points, division.offsets), division.broken)
