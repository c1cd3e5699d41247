"""The stress run: polygons and patterns, awkward ones included, judged by GEOS."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "pattern_stress.py"


def run(cases: int, seed: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, str(cases), str(seed)], capture_output=True, text=True, check=False)


def test_a_few_hundred_cases_have_no_wrong_result() -> None:
    done = run(500, 1)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_hundred_thousand_cases_have_no_wrong_result() -> None:
    done = run(100_000, 2)
    assert done.returncode == 0, done.stdout + done.stderr
