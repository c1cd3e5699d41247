"""Parameters for the laws: every pattern, and how its parameters move, grow and turn with the polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Params = dict[str, Any]
Points = NDArray[np.float64]

PLACES = ("impact_point", "line_start", "line_end")
"""Parameters that are a point in the polygon's coordinates."""
LISTS = ("points", "segments")
"""Parameters that are points in the polygon's coordinates."""
LENGTHS = ("edge_padding", "ring_size", "impact_radius", "kerf", "noise_amplitude", "punch_radius")
DRAWINGS = ("polylines", "punch_shape")
"""Parameters in the polygon's coordinates or in some of their own."""

seeds = st.integers(-(2**63), 2**63 - 1)
coordinates = st.integers(-4 * 32, 4 * 288).map(lambda quarters: quarters / 4.0)
places = st.tuples(coordinates, coordinates)
counts = st.integers(1, 24)
shares = st.sampled_from([0.0, 0.3, 1.0])
lengths = st.sampled_from([4.0, 20.0, 64.0])
small_places = st.tuples(st.integers(-60, 60).map(float), st.integers(-60, 60).map(float))
paths = st.lists(places, min_size=2, max_size=5).filter(lambda path: len(set(path)) > 1)


def drawn(pattern: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Params]:
    """Draw the parameters of one pattern."""
    return st.fixed_dictionaries({"pattern": st.just(pattern), "seed": seeds, **fields})


rings = {
    "origin": st.just((0.0, 0.0)),
    "ring_count": st.integers(1, 4),
    "ring_size": lengths,
    "points_per_ring": st.integers(3, 12),
    "radial_variation": shares,
}
seed_points = [
    drawn("random", fragment_count=st.integers(1, 40), edge_padding=st.sampled_from([0.0, 5.0])),
    drawn("grid", grid_rows=st.integers(1, 6), grid_cols=st.integers(1, 6), grid_jitter=shares),
    drawn("radial", **rings),
    drawn("spiderweb", **rings),
    drawn("poisson", min_cell_distance=st.sampled_from([0.1, 0.2, 0.5]), poisson_attempts=st.just(10)),
    drawn("clustered", fragment_count=counts, cluster_count=st.integers(1, 4)),
    drawn("impact", fragment_count=counts, impact_point=places, impact_radius=lengths),
    drawn("points", points=st.lists(places, min_size=1, max_size=20)),
]


def ends_differ(params: Params) -> bool:
    """Return whether a line has a direction."""
    return bool(params["line_start"] != params["line_end"])


jags = st.sampled_from([0.0, 0.0, 3.0])
segment_lists = st.lists(st.tuples(places, places).filter(lambda ends: ends[0] != ends[1]), min_size=1, max_size=5).map(
    lambda pairs: [point for pair in pairs for point in pair]
)
cuts = [
    drawn("line", line_start=places, line_end=places, noise_amplitude=jags).filter(ends_differ),
    drawn(
        "parallel",
        slice_count=st.integers(1, 8),
        parallel_angle=st.sampled_from([0.0, 90.0, 33.0]),
        parallel_angle_rand=shares,
        noise_amplitude=jags,
    ),
    drawn("cut_grid", h_slices=st.integers(0, 4), v_slices=st.integers(0, 4), h_random=shares, v_angle_rand=shares),
    drawn("cut_radial", slice_count=st.integers(1, 8), radial_randomness=shares, noise_amplitude=jags),
    drawn("chaotic", slice_count=st.integers(1, 8), noise_amplitude=jags),
    drawn("segments", segments=segment_lists, extend=st.booleans()),
    drawn("polyline", polylines=st.lists(paths, min_size=1, max_size=3), extend=st.booleans()),
    drawn(
        "cracks",
        polylines=st.lists(
            st.lists(small_places, min_size=2, max_size=4).filter(lambda path: len(set(path)) > 1),
            min_size=1,
            max_size=4,
        ),
        impact_point=places,
        impact_scale=st.sampled_from([0.5, 1.0, 2.0]),
        rotation=st.sampled_from([0.0, 90.0, 30.0]),
    ),
    drawn(
        "punch",
        impact_point=places,
        punch_radius=lengths,
        fragment_count=st.integers(1, 12),
        hit_part=st.sampled_from(["break", "keep"]),
    ),
]
straight_cuts = st.one_of(
    drawn("line", line_start=places, line_end=places).filter(ends_differ),
    drawn("parallel", slice_count=st.integers(1, 8), parallel_angle=st.sampled_from([0.0, 90.0, 33.0])),
    drawn("cut_grid", h_slices=st.integers(0, 4), v_slices=st.integers(1, 4), h_random=shares, v_angle_rand=shares),
    drawn("cut_radial", slice_count=st.integers(1, 8), radial_randomness=shares),
    drawn("chaotic", slice_count=st.integers(1, 8)),
)
"""Cuts along endless lines, which the kernel takes unless they come too near to something."""

slits = st.sampled_from([0.5, 3.0, 20.0])
removing = [
    drawn("line", line_start=places, line_end=places, kerf=slits, noise_amplitude=jags).filter(ends_differ),
    drawn("parallel", slice_count=st.integers(1, 6), kerf=slits, noise_amplitude=jags),
    drawn("cut_grid", kerf=slits),
    drawn("cut_radial", slice_count=st.integers(1, 6), kerf=slits),
    drawn("segments", segments=segment_lists, kerf=slits, extend=st.booleans()),
    drawn("polyline", polylines=st.lists(paths, min_size=1, max_size=3), kerf=slits, extend=st.booleans()),
    drawn("punch", impact_point=places, punch_radius=lengths, hit_part=st.just("remove")),
]

tilings = st.one_of(*seed_points, *cuts)
"""Parameters that keep all of the polygon."""

layouts = st.one_of(*seed_points, *cuts, *removing)
"""Parameters of every pattern, those that remove material among them."""


def moved(params: Params, offset: tuple[float, float]) -> Params:
    """Return parameters for a polygon moved by an offset."""
    return _changed(params, lambda points: points + offset, drawings=params["pattern"] == "polyline")


def scaled(params: Params, factor: float) -> Params:
    """Return parameters for a polygon scaled about (0, 0)."""
    grown = _changed(params, lambda points: points * factor, drawings=True)
    grown.update({name: params[name] * factor for name in LENGTHS if name in params})
    defaults = {"edge_padding": ("random", "poisson"), "punch_radius": ("punch",), "impact_radius": ("impact",)}
    for name, patterns in defaults.items():
        if params["pattern"] in patterns and name not in params:
            grown[name] = {"edge_padding": 5.0}.get(name, 50.0) * factor
    if params.get("noise_amplitude"):
        grown["noise_frequency"] = 0.05 / factor
    return grown


def turned(params: Params, degrees: float) -> Params:
    """Return parameters for a polygon turned about (0, 0)."""
    angle = np.radians(degrees)
    matrix = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    changed = _changed(params, lambda points: points @ matrix, drawings=params["pattern"] == "polyline")
    if params["pattern"] in {"cracks", "punch"}:
        changed["rotation"] = params.get("rotation", 0.0) + degrees
    return changed


def _changed(params: Params, change: Callable[[Points], Points], *, drawings: bool) -> Params:
    """Return parameters whose points are changed."""
    result = dict(params)
    for name in PLACES:
        if name in result:
            result[name] = tuple(change(np.array(params[name])).tolist())
    for name in LISTS:
        if name in result:
            result[name] = change(np.array(params[name]))
    if drawings and "polylines" in result:
        result["polylines"] = [change(np.array(path)) for path in params["polylines"]]
    if drawings and "punch_shape" in result:
        result["punch_shape"] = change(np.array(params["punch_shape"]))
    return result
