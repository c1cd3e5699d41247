"""Files of prefabs that all differ, made from the example library, and loops that compile them."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

PROJECT = Path(__file__).resolve().parents[2]
LIBRARY = PROJECT / "demo_scenes" / "prefab_library"
PREFIX = "variant_"
_SOME_NUMBER = re.compile(r"\b0\.2\b")


def library() -> list[Path]:
    """Return the example prefabs."""
    found = [*LIBRARY.glob("*.json"), *LIBRARY.glob("*.ron")]
    return sorted(path for path in found if ".world." not in path.name)


def write_prefabs(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Write variants of the library, each with words and numbers of its own, beside what they refer to."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = library()
    for path in examples:
        (folder / path.name).write_bytes(path.read_bytes())
    written = []
    for number in range(first, first + count):
        example = examples[number % len(examples)]
        text = _SOME_NUMBER.sub(f"0.2{number:06}", example.read_text(encoding="utf-8"))
        if example.suffix == ".ron":
            text = f"// {number}\n{text}"
        else:
            text = text.replace('"description": "', f'"description": "{number} ', 1)
        path = folder / f"{PREFIX}{number:06}{example.suffix}"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def compile_all(paths: Iterable[Path], root: Path, cache: str = "") -> float:
    """Return how much processor time it took to compile files, in seconds."""
    from cutout.prefabs.kind import run  # noqa: PLC0415 - in the process that measures

    requests: list[dict[str, Any]] = [
        {"path": str(path), "roots": (str(root),), "schemes": {"res://": str(root)}, "cache": cache} for path in paths
    ]
    start = time.process_time()
    for request in requests:
        run(request)
    return time.process_time() - start
