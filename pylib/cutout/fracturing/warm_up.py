"""What the first fractures of a worker would wait for: libraries that load on first use, code that has not run yet.

Three steps, the commonest first, since a chunk that comes meanwhile waits for the step that is under way.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from cutout.worker.registry import warm_up

from .kind import run_many
from .wire_form import pack_request

SQUARE: Final = ((0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0))


def break_a_square(**params: object) -> None:
    """Run one request as a worker does: its arrays are memoryviews."""
    request = pack_request(np.array(SQUARE), params)
    run_many([{name: value.data if isinstance(value, np.ndarray) else value for name, value in request.items()}])


@warm_up
def break_at_random() -> None:
    """Run the compiled path."""
    break_a_square(pattern="random", fragment_count=8)


@warm_up
def break_by_plan() -> None:
    """Run a pattern that is laid out in Python, which loads numpy.random."""
    break_a_square(pattern="grid", grid_jitter=0.5)


@warm_up
def break_by_geos() -> None:
    """Run the careful path, which loads more of numpy."""
    break_a_square(pattern="polyline", polylines=[[(0.0, 0.0), (40.0, 24.0), (40.0, 80.0)]])
