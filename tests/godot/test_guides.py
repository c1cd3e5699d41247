"""The README and the guides are true: their samples load without a warning and run, their commands and links work."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

README = engine.PROJECT / "README.md"
GUIDES = sorted((engine.PROJECT / "docs").glob("*.md"))
PAGES = [README, *GUIDES]
LOADED_ONLY = ("guide_3d",)
"""Its samples need a scene in space."""
ELSEWHERE = ("guide_roads", "guide_world")
"""Their samples are parts of scenes that their own tests play."""
LEVEL = re.compile(r"^(extends|class_name|func|signal|@export|@onready|@tool)\b", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def blocks(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)


def as_script(sample: str) -> str:
    """Make a script of a sample: a whole one, some functions, or some lines."""
    if re.search(r"^extends ", sample, re.MULTILINE):
        return sample
    if LEVEL.search(sample):
        return f"extends Node2D\n\n\n{sample}"
    lines = "".join(f"\t{line}\n" if line else "\n" for line in sample.splitlines())
    return f"extends Node2D\n\n\nfunc sample() -> void:\n{lines}"


def write_samples(project: Path, page: Path) -> int:
    """Write the samples of a page, and the modules that it shows, into a project; return how many samples there are."""
    folder = project / "samples"
    folder.mkdir()
    samples = blocks(page, "gdscript")
    for number, sample in enumerate(samples):
        (folder / f"{page.stem.lower()}_{number:02}.gd").write_text(as_script(sample))
    for module in blocks(page, "python"):
        found = re.match(r"# res://(\S+)\n", module)
        if found:
            with (project / found[1]).open("a") as file:
                file.write(module)
    return len(samples)


WITH_SAMPLES = [page for page in PAGES if page.stem not in ELSEWHERE and blocks(page, "gdscript")]


@pytest.mark.parametrize("page", WITH_SAMPLES, ids=lambda page: page.stem)
def test_samples_run(page: Path, tmp_path: Path) -> None:
    modules = [found[1] for found in re.finditer(r"^# res://(\w+)\.py$", page.read_text(), re.MULTILINE)]
    settings = {"cutout/python/modules": sorted(set(modules)), "cutout/workers/count": 2}
    project = engine.make_project(tmp_path, settings)
    count = write_samples(project, page)
    arguments = ("--load",) if page.stem in LOADED_ONLY else ()
    verdict = engine.run_case("guide_samples", *arguments, project=project)
    verdict.assert_passed()
    assert verdict.values["facts"] == {"samples": count}


def test_python_without_the_engine_runs() -> None:
    samples = [sample for sample in blocks(README, "python") if not sample.startswith("# res://")]
    assert samples
    for sample in samples:
        answer = subprocess.run(
            [engine.PROJECT / ".venv" / "bin" / "python", "-c", sample], capture_output=True, text=True, check=True
        )
        assert answer.stdout.startswith("8 ")


def test_commands_of_the_package_run(tmp_path: Path) -> None:
    lines = [line for line in README.read_text().splitlines() if line.startswith(".venv/bin/python -m cutout")]
    assert lines
    for line in lines:
        words = shlex.split(line.split("  #")[0])
        # Pictures belong elsewhere than into the source tree.
        words = [str(tmp_path / word) if word.endswith(".png") else word for word in words]
        answer = subprocess.run(words, cwd=engine.PROJECT, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, f"{line}\n{answer.stderr}"


def sources() -> str:
    """Return all that may speak to a user, its texts joined where they are broken into lines."""
    files = [
        *(engine.PROJECT / "addons" / "cutout").rglob("*.gd"),
        *(engine.PROJECT / "addons" / "cutout" / "native").glob("*.cpp"),
        *(engine.PROJECT / "pylib" / "cutout").rglob("*.py"),
    ]
    return re.sub(r'"\s*\+?\s*f?"', "", "\n".join(file.read_text() for file in files))


def test_sentences_of_the_readme_are_said() -> None:
    text = README.read_text()
    start = text.index("| Sentence |")
    sentences = re.findall(r"^\| (.+?) \|", text[start : text.index("\n\n", start)], re.MULTILINE)[2:]
    assert len(sentences) > 10
    said = sources()
    unsaid = [sentence for sentence in sentences if max(sentence.split("…"), key=len) not in said]
    assert unsaid == []


def listed_settings() -> dict[str, str]:
    """Return the settings of the README's table and their defaults, as it spells them."""
    listed: dict[str, str] = {}
    for names, defaults in re.findall(r"^\| (`cutout/[^|]*) \| ([^|]*) \|", README.read_text(), re.MULTILINE):
        folder = ""
        for name, default in zip(re.findall(r"`([^`]+)`", names), defaults.split(", "), strict=True):
            path = name if "/" in name else f"{folder}/{name}"
            folder = path.rpartition("/")[0]
            listed[path] = default
    return listed


def spelt(value: object) -> str:
    """Return how the README spells a default, its unit apart."""
    if value in ("", []):
        return "empty"
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_settings_are_listed_with_their_defaults() -> None:
    verdict = engine.run_case("settings_list", project=engine.PROJECT)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    listed = listed_settings()
    assert listed.keys() == facts.keys()
    # A number may be written with its unit.
    found = {path: text.split(" ")[0] if text[0].isdigit() else text.lower() for path, text in listed.items()}
    wanted = {path: spelt(value).lower() for path, value in facts.items()}
    assert {path: f"{float(text):g}" if text[0].isdigit() else text for path, text in found.items()} == wanted


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text()):
        if link.startswith("http"):
            continue
        place, _, anchor = link.partition("#")
        target = page.parent / place if place else page
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{page.name} links to {link}"
