"""Take a picture of every demo, or of those named, and put them into ``docs/images``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from demo import PROJECT, demos, drawing, play
from screen import can_draw, virtual_screen

IMAGES = PROJECT / "docs" / "images"
MOST_BYTES = 400_000
COLOURS = (256, 128, 64, 32)
"""How many are left of a picture's colours, until it is small enough."""


def main(names: list[str]) -> int:
    """Take the pictures; return 1 if a demo fails, after all the others."""
    unknown = set(names) - set(demos())
    if unknown:
        print(f"pictures: no such demo: {', '.join(sorted(unknown))}; there are: {', '.join(demos())}", file=sys.stderr)
        return 2
    if not can_draw():
        print("pictures: there is no display, and no Xvfb; install xvfb", file=sys.stderr)
        return 2
    # A screen of its own even where there is a display: another window could cover it.
    with tempfile.TemporaryDirectory() as folder, virtual_screen() as environment:
        failed = [name for name in names or demos() if not take(name, Path(folder) / f"{name}.png", environment)]
    if failed:
        print(f"pictures: failed: {', '.join(failed)}; their old pictures stay", file=sys.stderr)
    return 1 if failed else 0


def take(name: str, raw: Path, environment: dict[str, str]) -> bool:
    """Take one picture; return whether that went well."""
    code = play(name, *drawing(), picture=raw, environment=environment)
    if code != 0 or not raw.exists():
        print(f"{name}: {f'exit code {code}' if code else 'no picture was saved'}, see above", file=sys.stderr)
        return False
    target = IMAGES / raw.name
    shrink(raw, target)
    print(f"picture  {target.relative_to(PROJECT)}, {target.stat().st_size // 1000} kB", flush=True)
    return True


def shrink(source: Path, target: Path) -> None:
    """Save a picture as it is if that fits into the limit, else with as many colours as do, or the fewest."""
    with Image.open(source) as image:
        whole = image.convert("RGB")
    whole.save(target, optimize=True)
    for count in COLOURS:
        if target.stat().st_size <= MOST_BYTES:
            return
        palette = Image.new("P", (1, 1))
        palette.putpalette(colours_of(whole, count))
        # Without a palette of ours, Pillow does not dither.
        whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(target, optimize=True)


def colours_of(picture: Image.Image, count: int) -> list[int]:
    """Return the red, green and blue of colours for a picture.

    Half of them are chosen by how much of the picture they cover, which dark gradients need, half by how far they are
    from each other, so that a small thing keeps its colour.
    """
    colours: list[int] = []
    for method in (Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE):
        half = count // 2
        colours += (picture.quantize(half, method=method).getpalette() or [])[: 3 * half]
    return colours


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
