"""Break many polygons with every pattern, awkward ones included, and judge every result by GEOS.

Run ``python tests/bench/pattern_stress.py [cases] [seed] [only this case]``. Prints how often each path gave up (the
fallback rate) and how many results were wrong; ends with 1 if any was wrong or the rate passes 0.1 %.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from cutout.errors import CutoutError
from cutout.fracturing import Fracture, compiled, fracture
from cutout.fracturing.cuts import Paths
from cutout.fracturing.door import admit
from cutout.fracturing.params import PATTERNS, FractureParams
from cutout.fracturing.planning import plan
from cutout.fracturing.wire_form import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cutout.fracturing.outline import Outline

Array = NDArray[np.float64]
Rings = list[Array]
Draw = np.random.Generator

AREA_TOLERANCE = 1e-9
"""Relative."""
ROUNDING = 2.0**-43
"""Of the extent: what a vertex may be off. It counts for slivers only, whose border is long for their area."""
SNAPPED = "snapped to a grid"


def curve(radii: Array, centre: Array | tuple[float, float] = (0.0, 0.0), turn: float = 0.0) -> Array:
    """Return a ring with these radii at even angles."""
    angle = turn + np.arange(len(radii)) * 2.0 * np.pi / len(radii)
    ring: Array = np.c_[np.cos(angle), np.sin(angle)] * radii[:, None] + np.asarray(centre)
    return ring


def square(size: float, x: float = 0.0, y: float = 0.0) -> Array:
    """Return a square by its size and its first corner."""
    return np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * size + (x, y)


def star(rng: Draw) -> Rings:
    """Return a star, regular half of the time."""
    spikes = int(rng.integers(3, 30))
    radii = np.where(np.arange(2 * spikes) % 2, rng.uniform(10, 120), 128.0)
    return [curve(radii, turn=0.0 if rng.random() < 0.5 else rng.uniform(0, 6))]


def blob(rng: Draw) -> Rings:
    """Return a round shape with up to three holes."""
    outer = curve(rng.uniform(100, 140, int(rng.integers(3, 200))))
    places = [(-40, -20), (35, -30), (10, 45)][: int(rng.integers(0, 4))]
    return [outer, *(curve(rng.uniform(4, 20, int(rng.integers(3, 24))), place) for place in places)]


def plate(rng: Draw) -> Rings:
    """Return a square with square holes in rows and columns."""
    count = int(rng.integers(1, 5))
    step = 256 / count
    holes = [square(0.4 * step, step * (x + 0.3), step * (y + 0.3)) for x in range(count) for y in range(count)]
    return [square(256), *holes]


def comb(rng: Draw) -> Rings:
    """Return a comb on whole coordinates."""
    teeth = int(rng.integers(2, 20))
    points: list[tuple[float, float]] = [(0, 0), (16 * teeth - 8, 0)]
    for tooth in reversed(range(teeth)):
        right, left = 16 * tooth + 8, 16 * tooth
        points += [(right, 256), (left, 256)] + ([(left, 32), (left - 8, 32)] if tooth else [])
    return [np.array(points, float)]


def spiral(rng: Draw) -> Rings:
    """Return a thin band wound up."""
    t = np.linspace(1, 4 * np.pi, int(rng.integers(20, 200)))
    direction = np.c_[np.cos(t), np.sin(t)]
    return [np.concatenate([direction * (8 * t + rng.uniform(0.5, 8))[:, None], (direction * 8 * t[:, None])[::-1]])]


def sliver(rng: Draw) -> Rings:
    """Return a rectangle, a thousandth to a few pixels high, at any angle."""
    angle = rng.uniform(0, 6)
    ring = square(256) * (1, 10.0 ** -rng.uniform(1.5, 5))
    return [ring @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])]


def letter(rng: Draw) -> Rings:
    """Return an E or an A on a grid."""
    e = [(1, 0), (9, 0), (9, 2), (3, 2), (3, 4), (8, 4), (8, 6), (3, 6), (3, 8), (9, 8), (9, 10), (1, 10)]
    a = [(8, 0), (12, 0), (20, 20), (16, 20), (14, 15), (6, 15), (4, 20), (0, 20)]
    scale = float(rng.choice([3.2, 8.0, 25.6]))
    if rng.random() < 0.5:
        return [np.array(e) * scale]
    return [np.array(a) * scale, np.array([(10, 4), (7.2, 12), (12.8, 12)]) * scale]


def islands(rng: Draw) -> Rings:
    """Return a frame with an island in it and another beside it."""
    sides = int(rng.integers(3, 12))
    return [*(curve(np.full(sides, radius)) for radius in (120.0, 80.0, 40.0)), square(64, 140, 3)]


def touching(rng: Draw) -> Rings:
    """Return a square with a hole at its corner or on its side."""
    return [square(128), square(128) * rng.uniform(0.1, 0.9) if rng.random() < 0.5 else square(40, 0, 30)]


def tangle(rng: Draw) -> Rings:
    """Return a ring that crosses itself, on a coarse grid."""
    return [rng.integers(0, 17, (int(rng.integers(4, 14)), 2)).astype(np.float64) * 16.0]


SHAPES: tuple[Callable[[Draw], Rings], ...] = (
    star, blob, plate, comb, spiral, sliver, letter, islands, touching, tangle,
)  # fmt: skip


def place(rings: Rings, rng: Draw) -> tuple[float, float]:
    """Return a point that people hit or that is awkward: a corner, the middle of an edge, on a grid, or anywhere."""
    every = np.concatenate(rings)
    low, high = every.min(0), every.max(0)
    at = int(rng.integers(len(every)))
    choices = (
        every[at],
        (every[at] + every[at - 1]) / 2,
        np.round(rng.uniform(low, high)),
        rng.uniform(low - 30, high + 30),
    )
    x, y = choices[int(rng.integers(4))].tolist()
    return x, y


def segments(rings: Rings, rng: Draw) -> list[tuple[float, float]]:
    """Return one to six segments: between such points, along an edge, or through one point."""
    found = []
    hub = place(rings, rng)
    for _ in range(int(rng.integers(1, 7))):
        ring = rings[int(rng.integers(len(rings)))]
        at = int(rng.integers(len(ring)))
        edge = ring[at - 1].tolist(), ring[at].tolist()
        ends = ((place(rings, rng), place(rings, rng)), edge, (hub, place(rings, rng)))[int(rng.integers(3))]
        if tuple(ends[0]) != tuple(ends[1]):
            found += [tuple(ends[0]), tuple(ends[1])]
    return found or [(0.0, 0.0), (1.0, 1.0)]


def layout(name: str, rings: Rings, rng: Draw) -> dict[str, Any]:
    """Return parameters of a pattern for a polygon."""
    some = int(rng.integers(1, 40))
    kerf = float(rng.choice([0, 0, 0, 0.5, 8]))
    noise = float(rng.choice([0, 0, 4]))
    jag = {"kerf": kerf, "noise_amplitude": noise}
    origin = (0.0, 0.0) if rng.random() < 0.5 else place(rings, rng)
    share = float(rng.choice([0, 0, 0.3, 1]))
    ends = segments(rings, rng)
    web = {"origin": origin, "ring_size": float(rng.choice([10, 32, 50])), "radial_variation": share}
    crack = [[(0.0, 0.0), (30.0 * np.cos(a), 30.0 * np.sin(a))] for a in rng.uniform(0, 6.28, int(rng.integers(2, 7)))]
    drawing = crack if rng.random() < 0.5 else [np.array(ends[:2]) - ends[0], *crack]
    own: dict[str, dict[str, Any]] = {
        "random": {"fragment_count": some},
        "grid": {"grid_rows": some % 7 + 1, "grid_cols": some % 5 + 1, "grid_jitter": share},
        "radial": web,
        "spiderweb": {**web, "points_per_ring": 3 + some % 12},
        "poisson": {"min_cell_distance": float(rng.choice([0.08, 0.2])), "poisson_attempts": 10},
        "clustered": {"fragment_count": some, "cluster_radius": float(rng.choice([0.001, 0.05, 0.3]))},
        "impact": {"fragment_count": some, "impact_point": origin, "impact_radius": float(rng.choice([0.5, 20, 200]))},
        "points": {"points": [place(rings, rng) for _ in range(some)]},
        "line": {"line_start": ends[0], "line_end": ends[1], **jag},
        "parallel": {"slice_count": some % 12 + 1, "parallel_angle": 15.0 * (some % 24), **jag},
        "cut_grid": {"h_slices": some % 6, "v_slices": some % 7, "h_random": share, "v_angle_rand": share, **jag},
        "cut_radial": {"slice_count": some % 10 + 1, "origin": origin, "radial_randomness": share, **jag},
        "chaotic": {"slice_count": some % 16 + 1, **jag},
        "segments": {"segments": ends, "extend": bool(rng.random() < 0.7), **jag},
        "polyline": {"polylines": [ends, [ends[-1], place(rings, rng), (3.0, 5.0)]], **jag},
        "cracks": {"polylines": drawing, "impact_point": origin, "rotation": 15.0 * (some % 24), **jag},
        "punch": {
            "impact_point": origin,
            "punch_radius": float(rng.choice([5, 30, 90])),
            "punch_shape": [] if rng.random() < 0.5 else square(48, -24, -24),
            "hit_part": str(rng.choice(["break", "keep", "remove"])),
            "fragment_count": some % 20 + 1,
        },
    }
    return {"pattern": name, "seed": int(rng.integers(1 << 40)), **own[name]}


def faults_of(result: Fracture, outline: Outline) -> list[str]:
    """Return what is wrong with a result before it is rounded to float32, and after."""
    found = []
    total = float(result.areas.sum()) + result.report.removed_area + result.report.discarded_area
    allowed = AREA_TOLERANCE * outline.area + ROUNDING * outline.extent * shapely.length(outline.shape)
    if abs(total - result.report.input_area) > allowed:
        found += [] if any(SNAPPED in note for note in result.report.notes) else ["area"]
    for stage, fragments in (("", result), (" in float32", unpack(pack(result)))):
        if not np.isfinite(fragments.points).all():
            found.append(f"not finite{stage}")
            continue
        shapes = [shapely.Polygon(ring) for ring in fragments.fragments]
        if not all(shapely.is_valid(shapes)) or (fragments.areas <= 0.0).any():
            found.append(f"invalid ring{stage}")
        elif shapes and not shapely.coverage_is_valid(shapes):
            found.append(f"overlap or gap{stage}")
    return found


def cases_of(seed: int) -> Iterator[tuple[str, Rings, dict[str, Any]]]:
    """Without end: a pattern, a polygon, and parameters for both."""
    rng = np.random.default_rng(seed)
    for name in itertools.cycle(PATTERNS):
        rings = SHAPES[int(rng.integers(len(SHAPES)))](rng)
        yield name, rings, layout(name, rings, rng)


def judge(rings: Rings, params: dict[str, Any]) -> tuple[list[str], set[str], str]:
    """Break one polygon.

    Returns
    -------
    faults : list of str
        What is wrong; empty if nothing is.
    kinds : set of str
        Under which words the case is counted.
    why : str
        Notes of the report, and what the guards said on the way.
    """
    try:
        outline = admit(rings)
    except CutoutError:
        return [], {"not a polygon"}, ""
    try:
        result = fracture(rings, params)
        faults = faults_of(result, outline)
    except Exception as failure:  # noqa: BLE001 - one more wrong result; the run goes on
        return [f"{type(failure).__name__}: {failure}"], set(), ""
    takes_kernel = not isinstance(plan(outline, FractureParams.from_mapping(params)), Paths) and not outline.touching
    kinds = {"for the kernel" if takes_kernel else "for GEOS"}
    if any(SNAPPED in note for note in result.report.notes):
        kinds |= {"fell back", "snapped"}
    if takes_kernel and compiled.AVAILABLE and result.report.path != "kernel":
        kinds |= {"fell back", "fell back to GEOS"}
    return faults, kinds, "; ".join(result.report.notes)


def run(cases: int, seed: int, only: int | None) -> int:
    """Run, judge, count."""
    wrong: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    # How the checked kernel tells of an index that is out of bounds.
    sys.unraisablehook = lambda event: wrong.update([f"{event.exc_type.__name__} in {event.object}"])
    for case, (name, rings, params) in enumerate(itertools.islice(cases_of(seed), cases)):
        if only not in {None, case}:
            continue
        faults, kinds, why = judge(rings, params)
        wrong.update(f"{name}: {fault}" for fault in faults)
        counts.update(kinds)
        told = [*faults, *(kind for kind in sorted(kinds) if kind in {"snapped", "fell back to GEOS"})]
        if told:
            print(f"case {case} of seed {seed}, {name}: {', '.join(told)} ({why})", flush=True)
    done = counts["for the kernel"] + counts["for GEOS"]
    print(f"{cases} cases of seed {seed}, {dict(counts)}")
    print(f"fallback rate {counts['fell back'] / max(done, 1):.5%}, wrong results {wrong.total()} {dict(wrong)}")
    return int(wrong.total() > 0 or counts["fell back"] > done / 1000)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    cases, seed, *only = numbers + [100_000, 0][len(numbers) :]
    sys.exit(run(cases, seed, only[0] if only else None))
