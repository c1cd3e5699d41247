"""The kinds ``prefab`` and ``prefab_world``: what a worker runs for one file.

Parsers and validators are loaded by the first request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cutout.worker.registry import kind

if TYPE_CHECKING:
    from collections.abc import Mapping


@kind("prefab")
def run(request: Mapping[str, Any]) -> object:
    """Return a compiled prefab; see `cutout.prefabs.loading.load`."""
    from .loading import load  # noqa: PLC0415 - a game without prefabs never waits for parsers and compression

    return load(request)


@kind("prefab_world")
def run_world(request: Mapping[str, Any]) -> object:
    """Return which prefabs stand where; see `cutout.prefabs.world_loading.load`."""
    from .world_loading import load  # noqa: PLC0415 - the same

    return load(request)
