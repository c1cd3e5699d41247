"""A picture of all patterns side by side. Needs Pillow, which only the extra ``preview`` brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .fracture import fracture
from .preview import BACKGROUND, CRACK, SUPERSAMPLING, Colour, colours, draw_fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fracture import Fracture
    from .rings import Floats

COLUMNS: Final = 5
TILE: Final = 300
"""px of a tile's side, its margins included."""
MARGIN: Final = 34
CAPTION: Final = 50
"""px below a tile."""
BORDER: Final = 36
TITLE_SIZE: Final = 22
NOTE_SIZE: Final = 15
TITLE: Final[Colour] = (236, 239, 244)
NOTE: Final[Colour] = (136, 145, 160)
STANDING: Final[Colour] = (92, 103, 121)
"""What a punch left standing."""
SEAM: Final[Colour] = (80, 90, 107)
"""Where it is cut because it would have a hole."""
SPREAD: Final = 0.07
"""Share of its distance from the middle by which each fragment is moved out."""
SIDE: Final = 128.0
"""px of the polygon that is broken."""
CORNER: Final = 22.0


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One picture of the gallery.

    Parameters
    ----------
    pattern : str
    note : str
        What stands below the pattern's name.
    params : mapping
    """

    pattern: str
    note: str
    params: Mapping[str, object] = field(default_factory=dict)


_WAVE: Final = [
    (x, 64.0 + 26.0 * float(np.sin(x / 128.0 * 2.0 * np.pi))) for x in np.linspace(-8.0, 136.0, 40).tolist()
]
_RAYS: Final = [
    [(0.0, 0.0), (14.0, 5.0), (26.0, 20.0), (44.0, 24.0)],
    [(0.0, 0.0), (-6.0, 16.0), (2.0, 34.0), (-4.0, 52.0)],
    [(0.0, 0.0), (-16.0, 2.0), (-30.0, -8.0), (-50.0, -4.0)],
    [(0.0, 0.0), (4.0, -18.0), (-4.0, -36.0), (2.0, -56.0)],
    [(0.0, 0.0), (16.0, -12.0), (30.0, -16.0), (46.0, -32.0)],
    [(26.0, 20.0), (22.0, 40.0), (30.0, 60.0)],
    [(-30.0, -8.0), (-34.0, -28.0), (-48.0, -44.0)],
    [(26.0, 20.0), (12.0, 24.0), (2.0, 34.0), (-16.0, 18.0), (-30.0, -8.0)],
    [(-30.0, -8.0), (-20.0, -28.0), (-4.0, -36.0), (15.0, -28.0), (30.0, -16.0)],
]
_BRICKS: Final = [
    *(end for y in (25.6, 51.2, 76.8, 102.4) for end in ((0.0, y), (128.0, y))),
    *(
        (x + 21.0 * (row % 2), y)
        for row in range(5)
        for x in ((43.0, 85.0), (0.0, 43.0, 85.0))[row % 2]
        for y in (25.6 * row, 25.6 * (row + 1))
    ),
]
_STAR: Final = [
    (float(radius * np.sin(turn)), float(-radius * np.cos(turn)))
    for turn, radius in zip(np.arange(10) * np.pi / 5.0, [34.0, 15.0] * 5, strict=True)
]
_GIVEN: Final = [(24 + 40 * (i % 3), 20 + 22 * j + 11 * (i % 2)) for i in range(3) for j in range(5)]

TILES: Final = (
    Tile(pattern="random", note="evenly at random", params={"fragment_count": 22, "seed": 5}),
    Tile(
        pattern="grid", note="five by five, jitter 0.45", params={"grid_rows": 5, "grid_cols": 5, "grid_jitter": 0.45}
    ),
    Tile(pattern="radial", note="three rings, staggered", params={"ring_size": 21.0}),
    Tile(
        pattern="spiderweb",
        note="spokes and growing rings",
        params={"ring_size": 11.0, "ring_count": 4, "points_per_ring": 11, "seed": 3},
    ),
    Tile(pattern="poisson", note="even size, no order", params={"min_cell_distance": 0.16}),
    Tile(pattern="clustered", note="splinters in 3 places", params={"fragment_count": 48, "seed": 58}),
    Tile(
        pattern="impact",
        note="dense at the hit",
        params={"fragment_count": 48, "impact_point": (40.0, 46.0), "impact_radius": 26.0},
    ),
    Tile(pattern="points", note="points of the caller", params={"points": _GIVEN}),
    Tile(pattern="line", note="one clean cut", params={"line_start": (0.0, 84.0), "line_end": (128.0, 36.0)}),
    Tile(
        pattern="parallel",
        note="five cuts at 25°",
        params={"slice_count": 5, "parallel_angle": 25.0, "parallel_angle_rand": 0.12, "seed": 2},
    ),
    Tile(
        pattern="cut_grid",
        note="tiles, moved and turned",
        params={"h_random": 0.4, "v_random": 0.4, "h_angle_rand": 0.12, "v_angle_rand": 0.12},
    ),
    Tile(pattern="cut_radial", note="six cuts, twelve pieces", params={"slice_count": 6, "radial_randomness": 0.4}),
    Tile(pattern="chaotic", note="seven cuts anywhere", params={"slice_count": 7, "seed": 11}),
    Tile(
        pattern="segments",
        note="cuts of the caller",
        params={"segments": _BRICKS, "extend": False},
    ),
    Tile(pattern="polyline", note="cuts with bends", params={"polylines": [_WAVE, [(y, 128.0 - x) for x, y in _WAVE]]}),
    Tile(
        pattern="cracks",
        note="a drawing at the hit",
        params={"polylines": _RAYS, "impact_point": (64.0, 64.0), "rotation": 12.0},
    ),
    Tile(
        pattern="punch",
        note="breaks only what it meets",
        params={"impact_point": (64.0, 58.0), "punch_radius": 46.0, "fragment_count": 14, "seed": 4},
    ),
    Tile(
        pattern="punch",
        note="a shape taken away",
        params={"impact_point": (64.0, 66.0), "punch_shape": _STAR, "hit_part": "remove"},
    ),
    Tile(
        pattern="parallel",
        note="jagged",
        params={"slice_count": 4, "parallel_angle": 90.0, "noise_amplitude": 5.0, "noise_frequency": 0.14},
    ),
    Tile(pattern="cut_radial", note="a slit 5 px wide", params={"slice_count": 4, "kerf": 5.0, "noise_amplitude": 1.5}),
)
"""Every pattern, then what else cuts can be."""


def rounded_square() -> Floats:
    """Return the polygon that is broken, (n, 2) float64, px."""
    angle = np.linspace(0.0, np.pi / 2.0, 10)
    quarter = np.stack([np.cos(angle), np.sin(angle)], axis=1) * CORNER
    turn = np.array([(0.0, 1.0), (-1.0, 0.0)])
    corners, middle = [], np.full(2, SIDE / 2.0 - CORNER)
    for _ in range(4):
        corners.append(quarter + middle)
        quarter, middle = quarter @ turn, middle @ turn
    return np.concatenate(corners) + SIDE / 2.0


def draw_gallery() -> Image.Image:
    """Draw all tiles with their captions.

    Returns
    -------
    PIL.Image.Image
        RGB.
    """
    rows = -(-len(TILES) // COLUMNS)
    width, height = COLUMNS * TILE + 2 * BORDER, rows * (TILE + CAPTION) + 2 * BORDER
    shapes = Image.new("RGB", (width * SUPERSAMPLING, height * SUPERSAMPLING), BACKGROUND)
    canvas = ImageDraw.Draw(shapes)
    corners = [
        (BORDER + TILE * (number % COLUMNS), BORDER + (TILE + CAPTION) * (number // COLUMNS))
        for number in range(len(TILES))
    ]
    for tile, corner in zip(TILES, corners, strict=True):
        draw_tile(canvas, fracture(rounded_square(), {**tile.params, "pattern": tile.pattern}), corner)
    image = shapes.resize((width, height), Image.Resampling.LANCZOS)
    text = ImageDraw.Draw(image)
    title, note = ImageFont.load_default(TITLE_SIZE), ImageFont.load_default(NOTE_SIZE)
    for tile, (x, y) in zip(TILES, corners, strict=True):
        middle = x + TILE / 2.0
        text.text((middle, y + TILE - 8), tile.pattern, fill=TITLE, font=title, anchor="ma")
        text.text((middle, y + TILE + 20), tile.note, fill=NOTE, font=note, anchor="ma")
    return image


def draw_tile(canvas: ImageDraw.ImageDraw, broken: Fracture, corner: tuple[int, int]) -> None:
    """Draw the fragments of one tile, moved apart a little."""
    scale = (TILE - 2.0 * MARGIN) / (SIDE * (1.0 + SPREAD))
    middle = np.array(corner) + TILE / 2.0
    chosen = colours(broken)
    for number in broken.report.rest:
        chosen[number] = STANDING
    for number, ring in enumerate(broken.fragments):
        stands = number in broken.report.rest
        apart = np.zeros(2) if stands else (broken.centroids[number] - SIDE / 2.0) * SPREAD
        outline = ((ring - SIDE / 2.0 + apart) * scale + middle) * SUPERSAMPLING
        draw_fragment(canvas, outline, chosen[number], SEAM if stands else CRACK)
