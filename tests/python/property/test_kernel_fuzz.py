"""The stress run: 100,000 requests, awkward ones included, judged by GEOS."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cutout.fracturing.kernel", reason="the kernel is not compiled", exc_type=ImportError)

SCRIPT = Path(__file__).parents[2] / "bench" / "kernel_fuzz.py"


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_hundred_thousand_requests_have_no_wrong_result() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "100000", "1"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
