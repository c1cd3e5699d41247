"""The contract on jitter: without it the kernel may give a wrong ring as good, and the last stage notices that."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np
import pytest

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)

FIELDS = (
    "fragments", "points", "offsets", "triangles", "triangle_offsets", "parts", "part_offsets", "fragment_parts",
    "areas",
)  # fmt: skip


@pytest.fixture(params=[500, pytest.param(5000, marks=pytest.mark.slow)])
def unshaken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.syspath_prepend(corpus.__file__.rpartition("/")[0])
    from kernel_fuzz import requests  # noqa: PLC0415 - a script beside the benchmarks

    return list(islice(requests(np.random.default_rng(5), 0.0), request.param))


def is_sound(result: Any) -> bool:
    from cutout.fracturing.kernel.finish import Finish  # noqa: PLC0415 - where it is compiled

    fields: dict[str, Any] = {name: getattr(result, name) for name in FIELDS}
    fields["origins"] = np.zeros(2).data
    found = Finish().run(**fields, rounded=False)
    return bool(found["sound"][0])


def test_every_wrong_result_with_a_good_status_is_found_unsound(unshaken: list[Any]) -> None:
    wrong = []
    for request in unshaken:
        result = corpus.pack([request]).run()
        if result.statuses[0] == 0 and corpus.faults_of(request, corpus.unpack(result, 0)):
            wrong.append(result)
    assert len(wrong) > len(unshaken) // 50  # awkward enough to show something
    assert not any(map(is_sound, wrong))
