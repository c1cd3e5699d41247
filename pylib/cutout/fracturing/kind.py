"""The kind ``fracture``: what a worker runs for each request."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Final

from cutout.errors import CutoutError, InternalError
from cutout.worker.registry import batch_kind

from .express import Broken, Order, break_all
from .fracture import fracture, quick_report
from .wire_form import pack, read_order, unpack_request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_QUICK: Final = quick_report(Broken({}, 0.0, 0.0)).to_dict()


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
    orders = [_guarded(read_order, request) for request in requests]
    sound = [order for order in orders if isinstance(order, Order)]
    broken = iter(break_all(sound, rounded=True))
    return [
        _result(request, next(broken)) if isinstance(order, Order) else order
        for request, order in zip(requests, orders, strict=True)
    ]


def _result(request: Mapping[str, object], broken: Broken | None) -> object:
    if broken is None:
        return _guarded(_carefully, request)
    report = {**_QUICK, "input_area": broken.input_area, "area_error": broken.area_error, "notes": [], "rest": []}
    return {**broken.arrays, "report": report}


def _carefully(request: Mapping[str, object]) -> object:
    rings, params = unpack_request(request)
    return pack(fracture(rings, params))


def _guarded(function: Callable[[Mapping[str, object]], object], request: Mapping[str, object]) -> object:
    """Return what a function gives, or the error in its place."""
    try:
        return function(request)
    except CutoutError as failure:
        return failure
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not fail the requests beside it
        return InternalError(f"fracture failed: {fault!r}; please report this", traceback.format_exc())
