"""Reading world files as the game does, for the tests of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import CutoutError
from cutout.prefabs.kind import run_world
from cutout.wire import decode, encode

if TYPE_CHECKING:
    from pathlib import Path


def request_of(path: Path, root: Path, **changes: Any) -> dict[str, Any]:
    """Return a request for a file, with `root` as the only folder."""
    return {"path": str(path), "roots": (str(root),), "schemes": {"res://": str(root)}, **changes}


def loaded(root: Path, content: dict[str, Any] | str, name: str = "x.json", **changes: Any) -> dict[str, Any]:
    """Write a file, and return what the game gets for it."""
    text = content if isinstance(content, str) else json.dumps({"version": 1, **content})
    (root / name).write_text(text)
    request: Any = decode(encode(request_of(root / name, root, **changes)))
    result: Any = decode(encode(run_world(request)))
    return dict(result)


def failure(root: Path, content: dict[str, Any] | str, name: str = "x.json", **changes: Any) -> CutoutError:
    """Write a file, and return the error that it is refused with."""
    with pytest.raises(CutoutError) as caught:
        loaded(root, content, name, **changes)
    return caught.value
