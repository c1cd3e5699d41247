"""A picture of a fracture. Needs Pillow, which only the extra ``preview`` brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from .fracture import Fracture
    from .rings import Floats

Colour = tuple[int, int, int]

BACKGROUND: Final[Colour] = (23, 26, 33)
CRACK: Final[Colour] = (23, 26, 33)
PALETTE: Final[tuple[Colour, ...]] = (
    (244, 162, 97),
    (42, 157, 143),
    (233, 196, 106),
    (231, 111, 81),
    (87, 117, 144),
    (144, 190, 109),
    (188, 108, 137),
    (131, 197, 190),
)
"""Warm and cool in turn, of like lightness, so that no fragment stands out."""

SIDE: Final = 1024
"""px of the longer side of the picture."""
MARGIN: Final = 40
CRACK_WIDTH: Final = 3
SUPERSAMPLING: Final = 4
"""Drawn this much larger and scaled down: Pillow draws polygons without smooth edges."""


def draw(fracture: Fracture) -> Image.Image:
    """Draw the fragments in colours that differ between neighbours.

    Parameters
    ----------
    fracture : Fracture

    Returns
    -------
    PIL.Image.Image
        RGB; the longer side has `SIDE` px.
    """
    low, high = fracture.points.min(axis=0), fracture.points.max(axis=0)
    size = high - low
    scale = (SIDE - 2 * MARGIN) / float(size.max())
    width, height = (np.ceil(size * scale).astype(int) + 2 * MARGIN).tolist()
    image = Image.new("RGB", (width * SUPERSAMPLING, height * SUPERSAMPLING), BACKGROUND)
    canvas = ImageDraw.Draw(image)
    for ring, colour in zip(fracture.fragments, colours(fracture), strict=True):
        draw_fragment(canvas, ((ring - low) * scale + MARGIN) * SUPERSAMPLING, colour)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def draw_fragment(canvas: ImageDraw.ImageDraw, ring: Floats, colour: Colour, crack: Colour = CRACK) -> None:
    """Fill one ring and draw the crack around it."""
    corners = [(x, y) for x, y in ring.tolist()]
    canvas.polygon(corners, fill=colour)
    canvas.line([*corners, *corners[:2]], fill=crack, width=CRACK_WIDTH * SUPERSAMPLING, joint="curve")


def colours(fracture: Fracture) -> list[Colour]:
    """Choose a colour for each fragment: of those its neighbours lack, the one used least so far."""
    adjacent: list[set[int]] = [set() for _ in range(len(fracture))]
    for one, two in fracture.neighbours:
        adjacent[one].add(two)
        adjacent[two].add(one)
    chosen: list[int] = []
    used = [0] * len(PALETTE)
    for fragment in range(len(fracture)):
        taken = {chosen[other] for other in adjacent[fragment] if other < fragment}
        free = [colour for colour in range(len(PALETTE)) if colour not in taken] or list(range(len(PALETTE)))
        chosen.append(min(free, key=lambda colour: (used[colour], colour)))
        used[chosen[-1]] += 1
    return [PALETTE[colour] for colour in chosen]
