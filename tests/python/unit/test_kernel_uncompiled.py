"""The same sources, compiled and not, give the same bytes; and the kernel can be hidden."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)
pytest.importorskip("cython", reason="Cython runs the sources uncompiled")

DIGESTS = """
import hashlib
from bench.kernel_corpus import LINES, SHAPES, Request, blob, comb, lines_across, pack, sites_in
from cutout.fracturing import kernel
print(kernel.compiled)
shapes = SHAPES | {"blob400": blob(400, 256, 3), "comb300": comb(256, 75)}
for name, rings in shapes.items():
    requests = [Request(rings, sites_in(rings, count, 7)) for count in (1, 2, 9, 30)]
    requests += [Request(rings, lines_across(rings, count, 7), LINES) for count in (1, 6, 20)]
    for i, request in enumerate(requests):
        result = pack([request]).run()
        digest = hashlib.sha256()
        for field in result:
            digest.update(bytes(field))
        print(name, i, result.statuses[0], len(result.areas), digest.hexdigest())
"""


def digests(choice: str) -> tuple[str, list[str]]:
    environment = {**os.environ, "CUTOUT_KERNEL": choice, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", DIGESTS], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    compiled, *lines = done.stdout.splitlines()
    return compiled, lines


def test_compiled_and_uncompiled_agree_bit_for_bit() -> None:
    compiled, fast = digests("")
    uncompiled, slow = digests("python")
    assert (compiled, uncompiled) == ("True", "False")
    assert len(fast) == 13 * 7
    assert fast == slow


def test_switched_off_it_cannot_be_imported() -> None:
    environment = {**os.environ, "CUTOUT_KERNEL": "off", "PYTHONPATH": os.pathsep.join(sys.path)}
    code = "try:\n import cutout.fracturing.kernel\nexcept ImportError as error:\n print(error)"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "switched off" in done.stdout
