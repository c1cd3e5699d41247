"""Polygon fracture and async generation for Godot games.

Importing this package loads nothing else: the game's embedded interpreter must stay free of numpy, and a worker loads
what its kinds need. The public names arrive on first use.

Examples
--------
>>> import cutout
>>> result = cutout.fracture([(0, 0), (64, 0), (64, 64), (0, 64)], {"fragment_count": 8, "seed": 1})
>>> len(result.fragments)
8
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cutout.batch import process_batch_parallel, process_batch_streaming
    from cutout.fracturing import Fracture, fracture
    from cutout.worker.progress import report_progress
    from cutout.worker.registry import batch_kind, kind

__version__ = "0.1.0"

__all__ = [
    "Fracture",
    "__version__",
    "batch_kind",
    "fracture",
    "kind",
    "process_batch_parallel",
    "process_batch_streaming",
    "report_progress",
]

_HOME = {
    "Fracture": "cutout.fracturing",
    "batch_kind": "cutout.worker.registry",
    "fracture": "cutout.fracturing",
    "kind": "cutout.worker.registry",
    "process_batch_parallel": "cutout.batch",
    "process_batch_streaming": "cutout.batch",
    "report_progress": "cutout.worker.progress",
}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'cutout' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value  # From now on the name is found without this function.
    return value
