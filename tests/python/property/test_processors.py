"""Law: what a processor can do leaves no trace in a result."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "processors.py"


@pytest.mark.skipif((sys.platform, platform.machine()) != ("linux", "x86_64"), reason="knows how to do it there only")
def test_fractures_are_the_same_without_what_this_processor_has_over_an_old_one() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "340"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    nothing, *old = done.stdout.splitlines()
    assert "the witness is the same" in nothing
    if not any("the witness differs" in line for line in old):
        pytest.skip("this processor has nothing to switch off")
