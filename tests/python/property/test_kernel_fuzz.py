"""The stress run: 100,000 requests, awkward ones included, judged by GEOS."""

from __future__ import annotations

import sys

import pytest

fuzz = pytest.importorskip("bench.kernel_fuzz", reason="the kernel is not compiled", exc_type=ImportError)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_hundred_thousand_requests_have_no_wrong_result(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["kernel_fuzz", "100000", "1"])
    assert fuzz.main() == 0
