"""The real engine agrees: the golden bytes are current, and it reads what Python writes."""

from __future__ import annotations

import base64
import subprocess
from array import array
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest

from cutout.wire import Color, Rect2, Transform2D, Vector2, Vector2i, Vector3, decode, encode
from support import engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOLDEN: Final = engine.PROJECT / "tests" / "godot" / "golden"
RANDOM_VALUES: Final = 400

pytestmark = pytest.mark.godot


def run_script(script: Path, folder: Path, *arguments: str) -> None:
    """Run a script outside of any project, in `folder`."""
    command = [engine.godot(), "--headless", "--script", str(script), "--", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=engine.LIMIT_SEC, check=False)
    log = run.stdout + run.stderr
    assert run.returncode == 0, log
    assert "ERROR" not in log, log


def random_value(rng: np.random.Generator, levels: int) -> Any:
    """Make any value that both sides write alike; `levels` containers deep at most."""

    def floats(count: int) -> list[float]:
        return [float(number) for number in rng.normal(scale=1e4, size=count).astype(np.float32)]

    def text() -> str:
        return "".join(chr(code) for code in rng.choice([65, 98, 0xE9, 0x5C3A, 0x1FAA8, 32, 34], rng.integers(0, 9)))

    count = int(rng.integers(0, 6))
    makers: list[Callable[[], Any]] = [
        lambda: None,
        lambda: bool(rng.integers(2)),
        lambda: int(rng.integers(-(2**63), 2**63 - 1)) >> int(rng.integers(0, 63)),
        lambda: float(rng.normal()) * 10.0 ** int(rng.integers(-300, 300)),
        lambda: floats(1)[0],
        text,
        lambda: Vector2(*floats(2)),
        lambda: Vector2i(*map(int, rng.integers(-(2**31), 2**31 - 1, 2))),
        lambda: Vector3(*floats(3)),
        lambda: Rect2(*floats(4)),
        lambda: Transform2D(*floats(6)),
        lambda: Color(*floats(4)),
        lambda: rng.bytes(count),
        lambda: array("i", rng.integers(-(2**31), 2**31 - 1, count).tolist()),
        lambda: array("q", rng.integers(-(2**63), 2**63 - 1, count).tolist()),
        lambda: array("f", floats(count)),
        lambda: array("d", rng.normal(size=count).tolist()),
        lambda: rng.normal(size=(count, int(rng.integers(2, 5)))).astype(np.float32),
        lambda: tuple(text() for _ in range(count)),
    ]
    if levels:
        makers += [
            lambda: [random_value(rng, levels - 1) for _ in range(count)],
            lambda: {text() or key: random_value(rng, levels - 1) for key in range(count)},
        ] * 6
    return makers[int(rng.integers(len(makers)))]()


def test_golden_bytes_are_what_this_godot_writes(tmp_path: Path) -> None:
    run_script(GOLDEN / "make_golden.gd", tmp_path, "variants.jsonl")
    assert (tmp_path / "variants.jsonl").read_text(encoding="utf-8") == (GOLDEN / "variants.jsonl").read_text(
        encoding="utf-8"
    )


def test_godot_reads_what_python_writes_and_writes_the_same_bytes(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    written = [encode(random_value(rng, levels=4)) for _ in range(RANDOM_VALUES)]
    lines = "".join(base64.b64encode(message).decode() + "\n" for message in written)
    (tmp_path / "from_python.txt").write_text(lines, encoding="utf-8")
    run_script(GOLDEN / "echo.gd", tmp_path, "from_python.txt", "from_godot.txt")
    answered = [base64.b64decode(line) for line in (tmp_path / "from_godot.txt").read_text("utf-8").splitlines()]
    assert answered == written
    assert [encode(decode(message)) for message in answered] == written
    assert max(map(len, written)) > 1000
