"""The kind ``fracture``: what a worker runs for each request."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from cutout.errors import CutoutError, InternalError
from cutout.worker.registry import batch_kind

from .fracture import fracture
from .wire_form import pack, unpack_request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@batch_kind("fracture")
def run_many(requests: Sequence[Mapping[str, object]]) -> Sequence[object]:
    """Break each polygon; a request that fails does not touch the others.

    Parameters
    ----------
    requests : sequence of mappings
        As docs/architecture.md lays down for the kind ``fracture``.

    Returns
    -------
    sequence
        For each request a result dictionary, or the `CutoutError` that says why there is none.
    """
    return [_run(request) for request in requests]


def _run(request: Mapping[str, object]) -> object:
    try:
        rings, params = unpack_request(request)
        return pack(fracture(rings, params))
    except CutoutError as failure:
        return failure
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not fail the requests beside it
        return InternalError(f"fracture failed: {fault!r}; please report this", traceback.format_exc())
