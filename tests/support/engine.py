"""Start the real Godot on a scene or script, and read its verdict.

A case prints one line ``CUTOUT_RESULT {json}``. A run passes if that line says ok, the exit code is the expected one,
and the log holds neither a crash nor a leak: exit codes alone lie.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[2]
RUNNER = "res://tests/godot/runner.tscn"
LIMIT_SEC = 1000
"""Far more than any run takes, however slow the machine: reached only by a run that never ends."""
MARK = "CUTOUT_TEST_RUN"
DEAD = frozenset(("", "Z", "X"))
"""The states of `state_of` in which a process does nothing any more."""

_WRONG = re.compile(r"SCRIPT ERROR|Parse Error|leaked at exit|still in use at exit|handle_crash|Traceback")


def godot() -> str:
    """Return the path of the Godot that ``make setup`` found."""
    known = PROJECT / "build" / "godot-path"
    found = os.environ.get("GODOT") or (known.read_text().strip() if known.exists() else shutil.which("godot"))
    if not found:
        raise RuntimeError("no Godot; run 'make setup' first")
    return found


@dataclass
class Verdict:
    """What a run of Godot ended with."""

    code: int
    log: str
    mark: str
    values: dict[str, object] = field(default_factory=dict)

    def assert_passed(self, code: int = 0, expected: str = "") -> None:
        """Fail with the log unless the case passed and the engine ended cleanly.

        `expected` is a word of alarm that the log has to hold, because the case brings it about.
        """
        assert self.values.get("ok") is True, f"{self.values.get('failures', 'no verdict')}\n{self.log}"
        assert self.code == code, f"exit code {self.code}, expected {code}\n{self.log}"
        wrong = {match[0] for match in _WRONG.finditer(self.log)}
        assert wrong == ({expected} if expected else set()), f"the log holds {wrong}\n{self.log}"


def command(*arguments: str, project: Path = PROJECT, headless: bool = True) -> list[str]:
    """Return the command line that starts Godot on a project."""
    display = ["--headless"] if headless else ["--rendering-driver", "opengl3"]
    return [godot(), *display, "--audio-driver", "Dummy", "--path", str(project), *arguments]


def marked_environment(mark: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment by which `survivors` finds every process of a run."""
    return {**os.environ, **(extra or {}), MARK: mark}


def run(
    *arguments: str,
    project: Path = PROJECT,
    environment: Mapping[str, str] | None = None,
    headless: bool = True,
    limit_sec: float = LIMIT_SEC,
) -> Verdict:
    """Run Godot to its end and read the verdict in its log; `environment` is added to this process's own."""
    mark = uuid.uuid4().hex
    try:
        answer = subprocess.run(
            command(*arguments, project=project, headless=headless),
            env=marked_environment(mark, environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=limit_sec,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        log = (late.stdout or b"").decode(errors="replace")
        raise AssertionError(f"the engine has not ended after {limit_sec:g} s\n{log}") from late
    return read_verdict(answer.returncode, answer.stdout, mark)


def read_verdict(code: int, log: str, mark: str) -> Verdict:
    """Return the verdict of a run that has ended."""
    verdict = Verdict(code, log, mark)
    for line in log.splitlines():
        if line.startswith("CUTOUT_RESULT "):
            verdict.values = json.loads(line.removeprefix("CUTOUT_RESULT "))
    return verdict


def run_case(
    name: str,
    *arguments: str,
    project: Path | None = None,
    environment: Mapping[str, str] | None = None,
    headless: bool = True,
    limit_sec: float = LIMIT_SEC,
) -> Verdict:
    """Run one case of ``tests/godot/cases``, in `plain_project` if no other is given."""
    case = (RUNNER, "--", f"--case={name}", *arguments)
    return run(
        *case, project=project or plain_project(), environment=environment, headless=headless, limit_sec=limit_sec
    )


@contextmanager
def staying(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the case ``stay``, wait until its workers are busy for good, and yield the engine and its mark.

    The case needs the kinds of `support.kinds`. It is for the caller to end the engine.
    """
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        command(RUNNER, "--", "--case=stay", project=project),
        env=marked_environment(mark),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout:
        log = []
        for line in process.stdout:
            log.append(line)
            if "CUTOUT_STAYS" in line:
                break
        else:
            raise AssertionError("the case never came to its point\n" + "".join(log))
        yield process, mark


@cache
def plain_project() -> Path:
    """Make a project with no settings of its own that counts; it is there until the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="cutout-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Its folders are links: what they hold lies elsewhere.
    return make_project(folder, {"cutout/files/roots": [str(PROJECT)]})


def make_project(folder: Path, settings: Mapping[str, object], *, nice: int | None = 0) -> Path:
    """Make a project like this one, with other settings; everything else is linked.

    Beside other tests, workers that stand back as far as in a game (`nice` is None) get no processor for minutes.
    """
    if nice is not None:
        settings = {"cutout/workers/nice": nice, **settings}
    for name in ("addons", "tests", "demo_scenes", "README.md", ".godot", ".venv", "icon.svg", "icon.svg.import"):
        (folder / name).symlink_to(PROJECT / name)
    text = (PROJECT / "project.godot").read_text()
    lines = [f"{key.removeprefix('cutout/')}={json.dumps(value)}" for key, value in settings.items()]
    (folder / "project.godot").write_text(text + "\n[cutout]\n\n" + "\n".join(lines) + "\n")
    return folder


def state_of(pid: int) -> str:
    """Return the kernel's letter for what a process is doing, such as T for stopped; empty if there is none."""
    try:
        # The name, in parentheses, may hold anything, parentheses too.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def survivors(mark: str) -> list[int]:
    """Return the processes of a run that still live, by the mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = wanted in (process / "environ").read_bytes()
        except OSError:
            continue
        pid = int(process.name)
        if is_ours and state_of(pid) not in DEAD:
            found.append(pid)
    return found
