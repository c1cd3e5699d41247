"""Compile prefabs that were broken at random or made to take long, and count how each ends.

Run ``python tests/bench/prefab_mutations.py [files] [seed]``. Prints the counts, the slowest files and the memory;
ends with 1 if a file gave anything but a prefab or a typed error, took over 10 s of processor time, or more than
512 MB.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cutout.errors import RequestError
from cutout.prefabs.kind import run
from cutout.prefabs.limits import MAX_FILE_BYTES
from prefab_files import library

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 512 << 20
LONGEST_SEC = 10
SLOWEST = 5
WORDS = (
    *(b"{", b"}", b"[", b"]", b"(", b")", b",", b":", b'"', b"\\", b"/*", b"*/", b"//", b"\n", b"\0", b"\xff", b"@"),
    *(b"9" * 400, b"1e999", b"-", b"inf", b"0x", b'r#"', b"#![enable(", b"Some(", b"lamp.json", b"null", b"None"),
)
MANY = 240_000
"""Of something; a few more are over the limit of values."""


def broken_file(content: bytes, others: list[bytes], random: np.random.Generator) -> bytes:
    """Cut, repeat, reverse, replace and insert pieces."""
    for _ in range(int(random.integers(1, 8))):
        at = int(random.integers(0, len(content) + 1))
        length = int(random.integers(1, 80))
        piece = content[at : at + length]
        other = others[int(random.integers(0, len(others)))]
        start = int(random.integers(0, len(other)))
        content = (
            content[:at] + content[at + length :],
            content[:at] + piece * int(random.integers(1, 20)) + content[at:],
            content[:at] + piece[::-1] + content[at + length :],
            content[:at] + WORDS[int(random.integers(0, len(WORDS)))] + content[at:],
            content[:at] + other[start : start + length] + content[at + length :],
            content[:at] + random.bytes(length) + content[at + length :],
        )[int(random.integers(0, 6))]
    return content


def long_texts() -> Iterator[tuple[str, str]]:
    """Yield names and contents of files that are within the limits on bytes and values, and as hard as they can be."""
    room = MAX_FILE_BYTES - 200
    prefab = "(version: 1, type: Node, "
    insides = {
        "numbers": "1,",
        "texts": '"a",',
        "words": "A,",
        "lists": "[],",
        "calls": "A(),",
        "records": "(b: 1),",
        "hexadecimal": "0xf,",
        "escapes": '"\\n",',
        "commented": "1/**/,",
    }
    for name, each in insides.items():
        count = min(MANY // sum(map(each.count, ",[({\\")), room // len(each))
        yield f"{name}.ron", f"(a: [{each * count}])"
        yield f"{name}_in_properties.ron", f"{prefab}properties: (a: [{each * count}]))"
        yield f"{name}_cut.ron", f"(a: [{each * count}"
    fields = "".join(f"a{number}: 1," for number in range(MANY))
    yield "fields.ron", f"({fields})"
    yield "fields_cut.ron", f"({fields}!"
    yield "properties.ron", f"{prefab}properties: ({fields}))"
    yield "nodes.ron", f"{prefab}children: [{'(type: Node),' * 80_000}])"
    component = '(id: "a", type: Node),'
    yield "components.ron", f"{prefab}components: [{component * 60_000}])"
    yield "wrong_at_the_end.ron", f'{prefab}properties: (a: [{"1," * 230_000}], b: {{"@a": 1}}))'
    for name, each in {"spaces": " ", "lines": "\n", "comments": "/**/", "ends": "//\n", "stars": "*"}.items():
        yield f"{name}.ron", f"({each * (room // len(each))}a: 1)"
        yield f"{name}_cut.ron", f"(/{each * (room // len(each))}"
    for name, each in {"quote": '"', "raw": 'r#"', "open_raw": 'r#"a', "comment": "/*", "escape": '"\\'}.items():
        yield f"{name}.ron", f"(a: {each * (room // len(each))}"
        yield f"one_{name}.ron", f"(a: {each}{'a' * room}"
    for name, each in {
        "round": "(",
        "square": "[",
        "curly": "{",
        "called": "a(",
        "keyed": "(a:",
        "some": "Some(",
    }.items():
        yield f"{name}.ron", each * MANY
    start = '{"version": 1, "type": "Node", '
    yield "numbers.json", f'{start}"properties": {{"a": [{"1," * MANY}1]}}}}'
    nodes = ",".join(["{}"] * (MANY // 2))
    yield "nodes.json", f'{start}"children": [{nodes}]}}'
    yield "lists.json", "[" * MANY
    members = ",".join([f'"a{number}": 1' for number in range(MANY)])
    yield "members.json", f"{{{members}}}"


def outcome(path: Path) -> str:
    """Compile a file; return how that ended."""
    root = str(path.parent)
    try:
        run({"path": str(path), "roots": (root,), "schemes": {"res://": root}})
    except RequestError as error:
        return type(error).__name__ if error.message else "an error without a message: WRONG"
    except Exception as error:  # noqa: BLE001 - what must not happen is what is looked for
        return f"{type(error).__name__}: WRONG"
    return "compiled"


def measure(files: int, seed: int) -> dict[str, Any]:
    """Compile all; return counts, times and memory."""
    random = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    times: list[tuple[float, str]] = []

    def count(path: Path, name: str) -> None:
        signal.alarm(6 * LONGEST_SEC)
        began = time.process_time()
        ended = outcome(path)
        times.append((time.process_time() - began, name))
        signal.alarm(0)
        counts[f"{path.suffix} {ended}"] += 1

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = [(path.suffix, path.read_bytes()) for path in library()]
        for path in library():
            (folder / path.name).write_bytes(path.read_bytes())
        for number in range(files):
            suffix, content = sound[int(random.integers(0, len(sound)))]
            path = folder / f"broken{suffix}"
            path.write_bytes(broken_file(content, [each for _, each in sound], random))
            count(path, f"mutation {number}")
        for title, text in long_texts():
            assert len(text.encode()) <= MAX_FILE_BYTES, title
            path = folder / f"long_{title}"
            path.write_text(text, encoding="utf-8")
            count(path, title)
            path.unlink()
    slowest = [(round(seconds, 3), title) for seconds, title in sorted(times, reverse=True)[:SLOWEST]]
    mutations = max((seconds for seconds, title in times if title.startswith("mutation")), default=0.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = {"counts": dict(sorted(counts.items())), "slowest": slowest, "peak_mb": round(peak)}
    return {**facts, "mutation_sec": round(mutations, 3)}


def main(arguments: list[str]) -> int:
    """Run in a process of its own, so that a crash is an outcome too."""
    if arguments[:1] == ["--inside"]:
        print(json.dumps(measure(int(arguments[1]), int(arguments[2]))))
        return 0
    files, seed = [*map(int, arguments), *(10_000, 1)[len(arguments) :]]
    done = subprocess.run(
        [sys.executable, __file__, "--inside", str(files), str(seed)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"the process ended with {done.returncode}\n{done.stderr[-2000:]}")
        return 1
    facts = json.loads(done.stdout)
    for ended, count in facts["counts"].items():
        print(f"{count:7} {ended}")
    print(f"longest mutation {facts['mutation_sec']} s, slowest {facts['slowest']}")
    print(f"memory at most {facts['peak_mb']} MB, seed {seed}")
    wrong = any("WRONG" in ended for ended in facts["counts"])
    return int(wrong or facts["slowest"][0][0] > LONGEST_SEC or facts["peak_mb"] > LIMIT >> 20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
