"""Whether fractures are the same on another processor: break polygons again with parts of this one switched off.

Run ``python tests/bench/processors.py [cases]`` on x86-64 Linux. numpy, OpenBLAS and glibc choose code by what the
processor can do; each is made to choose that of an old one, in a process of its own. Prints, for each and each pattern,
how many results differ as they cross the bridge, and how many in float64; ends with 1 if any does. A witness tells
whether there was anything to switch off: results of functions that Cutout does not use for that reason.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import os
import pickle
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from cutout.errors import CutoutError
from cutout.fracturing import fracture
from cutout.fracturing.wire_form import pack
from pattern_stress import cases_of

SEED = 7
OLD: dict[str, dict[str, str]] = {
    "nothing": {},
    "numpy": {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"},
    "OpenBLAS": {"OPENBLAS_CORETYPE": "Nehalem"},
    "glibc": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX2,-FMA,-FMA4,-AVX512F"},
}
"""What is made to believe in an old processor, and how."""


def digest(arrays: list[Any]) -> str:
    """Return a hash of arrays."""
    return hashlib.sha256(b"".join(np.asarray(array).tobytes() for array in arrays)).hexdigest()


def witness() -> str:
    """Return a digest of what depends on the processor."""
    numbers = np.random.default_rng(1).uniform(-9.0, 9.0, (20_000, 2))
    libm = [math.sin(x) + math.exp(y) + math.hypot(x, y) for x, y in numbers.tolist()]
    return digest([np.sin(numbers), np.exp(numbers), np.abs(numbers) ** 1.5, numbers @ numbers[:2], libm])


def digests(file: str) -> list[list[str]]:
    """Break the cases in a file; return the pattern of each, a digest of its wire form, and one in float64."""
    found = [["witness", witness(), ""]]
    for name, rings, params in pickle.loads(Path(file).read_bytes()):  # noqa: S301 - written by this script
        try:
            result = fracture(rings, params)
            wire = {key: value for key, value in pack(result).items() if key != "report"}
            found.append([name, digest(list(wire.values())), digest([result.points, result.offsets])])
        except CutoutError as failure:
            found.append([name, failure.message, failure.message])
    return found


def run(cases: int) -> int:
    """Compare."""
    with tempfile.NamedTemporaryFile(suffix=".pkl") as file:
        # Made once: the cases, too, would differ from processor to processor.
        file.write(pickle.dumps(list(itertools.islice(cases_of(SEED), cases))))
        file.flush()
        results = {}
        for name, environment in OLD.items():
            command = [sys.executable, __file__, "--digests", file.name]
            done = subprocess.run(
                command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=True
            )
            results[name] = json.loads(done.stdout)
    new = results["nothing"]
    wrong = 0
    for name, old in results.items():
        table: dict[str, list[int]] = {}
        for one, other in zip(new[1:], old[1:], strict=True):
            row = table.setdefault(one[0], [0, 0])
            row[0] += one[1] != other[1]
            row[1] += one[2] != other[2]
        differing = {pattern: row for pattern, row in sorted(table.items()) if any(row)}
        wrong += len(differing)
        seen = "the witness differs" if new[0] != old[0] else "the witness is the same"
        print(f"old {name}: {seen}; of {cases} cases [on the wire, in float64] differ: {differing or 'none'}")
    return int(wrong > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--digests"]:
        warnings.simplefilter("ignore")  # numpy warns of features that it cannot switch off
        print(json.dumps(digests(sys.argv[2])))
    else:
        sys.exit(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1700))
