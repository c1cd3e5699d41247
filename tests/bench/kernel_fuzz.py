"""Cut many polygons in many ways, adversarial ones included, and judge every result by GEOS.

Run ``python tests/bench/kernel_fuzz.py [cases] [first seed]``. Prints how many requests a guard refused (the fallback
rate) and how many results were wrong; ends with 1 if any was wrong or the rate passes 0.1 %.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cutout.fracturing.kernel import Status
from kernel_corpus import (
    LINES,
    SHAPES,
    Array,
    Request,
    Rings,
    blob,
    comb,
    convex,
    faults_of,
    lines_across,
    pack,
    star,
    unpack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

JITTER = 1e-3
BATCH = 16


def square(size: float) -> Array:
    """Corners of a square at the origin."""
    return np.array([(0, 0), (size, 0), (size, size), (0, size)], float)


def plate(rng: np.random.Generator) -> Rings:
    """Give a square plate with a grid of square holes: many holes in a cell, lined up."""
    count = int(rng.integers(1, 5))
    step = 256 / count
    holes = [square(step * 0.4)[::-1] + np.array([x + 0.3, y + 0.3]) * step for x in range(count) for y in range(count)]
    return [square(256), *holes]


def spiral(rng: np.random.Generator) -> Rings:
    """Give a thin band wound up."""
    t = np.linspace(1, 4 * np.pi, int(rng.integers(20, 200)))
    width = rng.uniform(0.5, 8)
    inner, outer = 8 * t, 8 * t + width
    direction = np.c_[np.cos(t), np.sin(t)]
    return [np.concatenate([direction * outer[:, None], (direction * inner[:, None])[::-1]])]


def shapes(rng: np.random.Generator) -> Iterator[Rings]:
    """Without end: shapes of the corpus in turn with random and awkward ones."""
    known = list(SHAPES.values())
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    while True:
        yield known[rng.integers(len(known))]
        yield convex(int(rng.integers(3, 60)), rng.uniform(1, 500), int(rng.integers(1 << 30)))
        yield star(int(rng.integers(3, 60)), rng.uniform(8, 500), rng.uniform(0.05, 0.9))
        yield blob(int(rng.integers(12, 400)), 256, int(rng.integers(1 << 30)))
        yield blob(80, 256, int(rng.integers(1 << 30)), ((8, -0.12, 0, 0.06), (9, 0.12, 0.05, 0.06)))
        yield plate(rng)
        yield spiral(rng)
        yield comb(256, int(rng.integers(1, 40)))
        yield [square(256) * (1, 10.0 ** -rng.integers(0, 6))]
        yield [np.array([(0, 0), (100, 0), (100, 50), (220, 50.0001), (100, 50.0002), (100, 100), (0, 100)], float)]
        yield [square(64), np.c_[np.cos(-angle), np.sin(-angle)] * 5 + 32, square(64) + np.array([100, 3])]


def sites_of(rings: Rings, rng: np.random.Generator) -> Array:  # noqa: PLR0911  (one a pattern)
    """Sites of a pattern that people use or that is awkward: on circles, on the polygon's corners, on one line."""
    low: Array = rings[0].min(0)
    high: Array = rings[0].max(0)
    middle, count = (low + high) / 2, int(rng.choice([1, 2, 3, 8, 24, 64, 128]))
    side = int(np.ceil(np.sqrt(count)))
    grid = np.stack(np.meshgrid(*[np.arange(side) + 0.5] * 2), -1).reshape(-1, 2) / side
    angle = np.arange(12) * np.pi / 6
    radii = np.array([0.1, 0.2, 0.3, 0.4])[: max(1, count // 12)]
    match int(rng.integers(9)):
        case 0:
            return rng.uniform(low, high, (count, 2))
        case 1:
            return np.asarray(low + grid * (high - low))
        case 2:
            shift = np.c_[np.arange(len(grid)) // side % 2 / side / 2, grid[:, 1] * 0]
            return np.asarray(low + (grid + shift) * (high - low))
        case 3:
            ring = np.c_[np.cos(angle), np.sin(angle)] * (high - low).min()
            return np.concatenate([middle[None], *[middle + ring * r for r in radii]])
        case 4:
            return np.stack([np.linspace(low[0], high[0], count), np.full(count, middle[1])], 1)
        case 5:
            return np.asarray(rings[0][:128])
        case 6:
            return np.asarray((rings[0] + np.roll(rings[0], 1, 0))[:128] / 2)
        case 7:
            return np.concatenate([middle + rng.normal(size=(count, 2)) * 1e-2, rng.uniform(low, high, (count, 2))])
        case _:
            return np.round(rng.uniform(low - 20, high + 20, (count, 2)))


def lines_of(rings: Rings, rng: np.random.Generator) -> Array:
    """Lines at random, through one point, through corners, or in a grid."""
    count = int(rng.integers(1, 20))
    low, high = rings[0].min(0), rings[0].max(0)
    angle = rng.random(count) * np.pi
    match int(rng.integers(4)):
        case 0:
            return lines_across(rings, count, int(rng.integers(1 << 30)))
        case 1:
            start = np.broadcast_to((low + high) / 2, (count, 2))
        case 2:
            start = rings[0][rng.integers(len(rings[0]), size=count)]
        case _:
            start = low + (high - low) * (np.arange(count) + 0.5)[:, None] / count
            angle = np.where(np.arange(count) % 2, 0, np.pi / 2)
    return np.stack([start, start + 100 * np.c_[np.cos(angle), np.sin(angle)]], 1).reshape(-1, 2)


def jittered(points: Array, rng: np.random.Generator, jitter: float) -> Array:
    """Shake points, as the caller of the kernel does."""
    shaken: Array = points + rng.uniform(-jitter, jitter, points.shape)
    return shaken


def without_repeats(points: Array) -> Array:
    """Drop points that are the same within the jitter."""
    first = np.unique(np.round(points / JITTER), axis=0, return_index=True)[1]
    return points[np.sort(first)]


def requests(rng: np.random.Generator, jitter: float = JITTER) -> Iterator[Request]:
    """Without end: two requests by sites, one by lines."""
    for i, rings in enumerate(shapes(rng)):
        if i % 3 == 2:
            yield Request(rings, jittered(lines_of(rings, rng), rng, jitter), LINES)
        else:
            yield Request(rings, jittered(without_repeats(sites_of(rings, rng)), rng, jitter))


def main() -> int:
    """Run, judge, count."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    rng = np.random.default_rng(seed)
    endless = requests(rng)
    statuses: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    # How the checked kernel tells of an index that is out of bounds.
    sys.unraisablehook = lambda event: wrong.update([f"{event.exc_type.__name__} in {event.object}"])
    for done in range(0, cases, BATCH):
        batch = [next(endless) for _ in range(min(BATCH, cases - done))]
        result = pack(batch).run()
        for i, request in enumerate(batch):
            status = Status(result.statuses[i])
            statuses[status.name] += 1
            if status != Status.OK:
                print(f"case {done + i} of seed {seed}: {status.name}")
            elif faults := faults_of(request, unpack(result, i)):
                wrong.update(set(faults))
                print(f"case {done + i} of seed {seed}: {', '.join(sorted(set(faults)))}")
    refused = cases - statuses[Status.OK.name]
    print(f"{cases} cases of seed {seed}, {dict(statuses)}")
    print(f"fallback rate {refused / cases:.5%}, wrong results {wrong.total()} {dict(wrong)}")
    return int(wrong.total() > 0 or refused > cases / 1000)


if __name__ == "__main__":
    sys.exit(main())
