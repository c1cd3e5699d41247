"""A map of chunks seen from above, drawn from their results alone: what the game gets is what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image, ImageDraw

from .building import build_chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FINER: Final = 2
"""How many times finer it is drawn than shown."""

_SURFACES: Final = {
    "water": (74, 118, 158),
    "concrete": (150, 148, 142),
    "asphalt": (84, 86, 92),
    "marking": (226, 226, 218),
    "rail": (190, 190, 196),
}
_LIGHT: Final = (-0.5, 0.75, -0.43)
_SAND, _GRASS, _ROCK = (np.array(colour) for colour in ((196, 184, 140), (122, 142, 84), (138, 132, 122)))
_SHADOW: Final = (0.5, 0.42)
"""m of shadow to the right and down a metre of height."""


def draw_map(seed: int, centre: tuple[int, int], radius: int, scale: float, lod: int = 0) -> Image.Image:
    """Return a picture of the chunks around one.

    Parameters
    ----------
    seed : int
    centre : (int, int)
        The coordinate of the chunk in the middle.
    radius : int
        How many chunks are shown on each side of it.
    scale : float
        Pixels a metre.
    lod : int
    """
    size = 200.0
    count = 2 * radius + 1
    pixels = round(size * scale) * _FINER
    picture = Image.new("RGB", (count * pixels, count * pixels))
    chunks = [(column, row) for row in range(count) for column in range(count)]
    built = []
    for column, row in chunks:
        options = {"terrain": {"collision_lod": lod}}
        coordinate = (centre[0] - radius + column, centre[1] - radius + row)
        chunk = build_chunk(
            {"seed": seed, "coordinate": coordinate, "lod": lod, "chunk_size": size, "options": options}
        )
        built.append(chunk)
        picture.paste(_ground(chunk, pixels), (column * pixels, row * pixels))
    draw = ImageDraw.Draw(picture)
    # What lies lower first, over all chunks: shadows and roads cross their borders.
    for layer in (_draw_surfaces, _draw_shadows, _draw_things):
        for (column, row), chunk in zip(chunks, built, strict=True):
            layer(draw, chunk, np.array([column * pixels, row * pixels]), pixels / size)
    return picture.resize((count * pixels // _FINER,) * 2, Image.Resampling.LANCZOS)


def _ground(chunk: dict[str, Any], pixels: int) -> Image.Image:
    """Return the ground with the light from the top left."""
    mesh = chunk["mesh"]
    count = round(len(chunk["heights"]) ** 0.5)
    heights = chunk["heights"].reshape(count, count)
    normals = mesh["normals"][: count * count].reshape(count, count, 3)
    light = np.clip(normals @ np.array(_LIGHT) / 0.75, 0.0, 1.35)
    steep = np.clip((1.0 - normals[:, :, 1]) * 6.0, 0.0, 1.0)[:, :, None]
    shore = np.clip(1.0 - (heights - 0.3) / 1.5, 0.0, 1.0)[:, :, None]
    colour = _GRASS + (_ROCK - _GRASS) * np.maximum(steep, np.clip((heights - 90.0) / 60.0, 0.0, 1.0)[:, :, None])
    colour = colour + (_SAND - colour) * shore
    shaded = np.clip(colour * light[:, :, None], 0, 255).astype(np.uint8)
    return Image.fromarray(shaded[:-1, :-1]).resize((pixels, pixels), Image.Resampling.BICUBIC)


def _draw_surfaces(draw: ImageDraw.ImageDraw, chunk: dict[str, Any], corner: Floats, scale: float) -> None:
    mesh = chunk["mesh"]
    for name, colour in _SURFACES.items():
        if name not in mesh["materials"]:
            continue
        at = mesh["materials"].index(name)
        first, last = mesh["index_offsets"][at : at + 2]
        places = mesh["positions"][mesh["vertex_offsets"][at] :][mesh["indices"][first:last]]
        if name == "water":
            _draw_water(draw, chunk, corner, scale)
            continue
        for triangle in (corner + places[:, [0, 2]] * scale).reshape(-1, 3, 2):
            draw.polygon([tuple(point) for point in triangle.tolist()], fill=colour)


def _draw_water(draw: ImageDraw.ImageDraw, chunk: dict[str, Any], corner: Floats, scale: float) -> None:
    """Draw the sea where the ground is below it, darker where it is deep."""
    count = round(len(chunk["heights"]) ** 0.5)
    heights = chunk["heights"].reshape(count, count)
    step = chunk["height_step"] * scale
    deep = (heights[:-1, :-1] + heights[1:, 1:] + heights[1:, :-1] + heights[:-1, 1:]) / 4.0
    for row, column in np.argwhere(deep < 0.0).tolist():
        x, z = corner[0] + column * step, corner[1] + row * step
        dark = min(1.0, -deep[row, column] / 12.0)
        colour = tuple(int(part * (1.0 - 0.4 * dark)) for part in _SURFACES["water"])
        draw.rectangle([x, z, x + step, z + step], fill=colour)


def _placed(chunk: dict[str, Any]) -> list[tuple[str, Floats]]:
    """Return the rows of each type of instance."""
    things = chunk["instances"]
    ends = np.cumsum(things["counts"])
    rows = things["buffer"].reshape(-1, 16).astype(np.float64)
    return [
        (type_, rows[end - count : end])
        for type_, end, count in zip(things["types"], ends, things["counts"], strict=True)
    ]


def _rectangle(row: Floats, corner: Floats, scale: float) -> list[tuple[float, float]]:
    signs = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    x = row[3] + signs[:, 0] * row[0] + signs[:, 1] * row[2]
    z = row[11] + signs[:, 0] * row[8] + signs[:, 1] * row[10]
    return [tuple(point) for point in (corner + np.stack([x, z], axis=1) * scale).tolist()]


def _draw_shadows(draw: ImageDraw.ImageDraw, chunk: dict[str, Any], corner: Floats, scale: float) -> None:
    for type_, rows in _placed(chunk):
        for row in rows:
            if type_ == "building":
                cast = np.array(_SHADOW) * min(row[5], 40.0) * scale
                for share in (0.25, 0.5, 0.75, 1.0):
                    draw.polygon(_rectangle(row, corner + cast * share, scale), fill=(62, 68, 58))
            elif type_ != "roof":
                x, z = corner + np.array([row[3], row[11]]) * scale + np.array(_SHADOW) * row[5] * 0.5 * scale
                reach = 0.5 * scale * abs(complex(row[0], row[2]))
                draw.ellipse([x - reach, z - reach, x + reach, z + reach], fill=(72, 84, 58))


def _draw_things(draw: ImageDraw.ImageDraw, chunk: dict[str, Any], corner: Floats, scale: float) -> None:
    for type_, rows in _placed(chunk):
        for row in rows:
            red, green, blue = (round(255 * part) for part in row[12:15])
            if type_ == "building":
                draw.polygon(_rectangle(row, corner, scale), fill=(red, green, blue), outline=(90, 88, 84))
            elif type_ == "roof":
                points = _rectangle(row, corner, scale)
                draw.polygon(points, fill=(red, green, blue))
                left, right = (np.mean([points[i], points[j]], axis=0) for i, j in ((0, 3), (1, 2)))
                lit = (int(red * 0.78), int(green * 0.78), int(blue * 0.78))
                draw.polygon([tuple(left), tuple(right), points[2], points[3]], fill=lit)
            else:
                x, z = corner + np.array([row[3], row[11]]) * scale
                reach = 0.5 * scale * abs(complex(row[0], row[2]))
                draw.ellipse([x - reach, z - reach, x + reach, z + reach], fill=(red, green, blue))
