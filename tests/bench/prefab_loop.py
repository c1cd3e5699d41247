"""Compile prefabs in a loop on one core, and print the processor time of each, in seconds: ``prefab_loop.py FOLDER``.

``cold`` are files that were never seen, ``stored`` those that the store has, ``json`` what only reading the same files
costs that are JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from prefab_files import PREFIX, compile_all

ROUNDS = 3


def main(folder: str) -> None:
    """Measure and print."""
    root = Path(folder)
    paths = sorted(root.glob(f"{PREFIX}*"))
    warm, *rounds = (paths[number :: ROUNDS + 1] for number in range(ROUNDS + 1))
    compile_all(warm, root)
    cold = sorted(compile_all(each, root) / len(each) for each in rounds)
    cache = str(root / "cache")
    first = compile_all(paths, root, cache) / len(paths)
    stored = sorted(compile_all(paths, root, cache) / len(paths) for _ in range(ROUNDS))
    start = time.process_time()
    texts = [path for path in paths if path.suffix == ".json"]
    for path in texts:
        json.loads(path.read_bytes())
    read = (time.process_time() - start) / len(texts)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    facts = {"cold": cold[1], "kept": first, "stored": stored[1], "json": read, "most_bytes": most}
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
