"""What the host is told when it starts."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from typing import Any

from cutout.errors import BadParams
from cutout.wire import LEVELS, Level

MAX_WORKERS = 256
MAX_MEMORY_MB = 1 << 20
MAX_CACHE_MB = 1 << 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many workers there are, and what they are like.

    Parameters
    ----------
    workers : int
        Worker processes, 1 to 256; by default all cores but one.
    nice : int
        Added to the workers' niceness, 0 to 19. 19 by default: a busy worker must not cost the game a frame.
    memory_limit_mb : int
        How much a worker may grow after its start, in MiB; 0 sets no limit.
    modules : tuple of str
        Modules that register kinds, imported by every worker.
    path : tuple of str
        Folders in which those modules are looked for first.
    recycle_after : int
        Replace a worker after this many chunks; 0 never does.
    cache_mb : int
        How much the results kept for equal jobs may take, in MiB; 0 keeps none, and equal jobs all run.
    log_level : {"warning", "info", "error"}
        Lines of the workers' logs that are less grave do not reach the game's.
    """

    workers: int = max(1, (os.cpu_count() or 1) - 1)
    nice: int = 19
    memory_limit_mb: int = 0
    modules: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    recycle_after: int = 0
    cache_mb: int = 32
    log_level: Level = "warning"

    def __post_init__(self) -> None:
        _require_int("workers", self.workers, 1, MAX_WORKERS)
        _require_int("nice", self.nice, 0, 19)
        _require_int("memory_limit_mb", self.memory_limit_mb, 0, MAX_MEMORY_MB)
        _require_int("recycle_after", self.recycle_after, 0, 1 << 31)
        _require_int("cache_mb", self.cache_mb, 0, MAX_CACHE_MB)
        if self.log_level not in LEVELS:
            raise BadParams(f"option 'log_level' must be one of {', '.join(LEVELS)}, not {self.log_level!r}")
        _require_strings("modules", self.modules)
        _require_strings("path", self.path)

    @classmethod
    def parse(cls, text: str) -> Options:
        """Read the options from JSON; an empty text gives the defaults.

        Raises
        ------
        BadParams
            The text is not a JSON object, or an option has an unknown name, a wrong type or a value out of range.
        """
        try:
            values = json.loads(text or "{}")
        except ValueError as error:
            raise BadParams(f"the options are not JSON ({error}): {text[:200]!r}") from error
        if not isinstance(values, dict):
            raise BadParams(f"the options must be a JSON object, not {text[:200]!r}")
        known = [field.name for field in fields(cls)]
        for name in values:
            if name not in known:
                raise BadParams(f"there is no option {name!r}; known are {', '.join(known)}")
        arguments: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        return cls(**arguments)


def _require_int(name: str, value: object, least: int, most: int) -> None:
    # A JSON true is no number, though Python's bool is an int.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadParams(f"option {name!r} must be a whole number from {least} to {most}, not {value!r}")


def _require_strings(name: str, value: object) -> None:
    if not isinstance(value, tuple) or not all(isinstance(item, str) and item for item in value):
        raise BadParams(f"option {name!r} must be a list of names, not {value!r}")
