"""Start the real editor on a project of its own, and read the verdict of a case of ``tests/godot/editor``."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from support import engine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ADDON = engine.PROJECT / "addons" / "cutout"

_PROJECT_FILE = """config_version=5

[application]

config/name="Editor cases"
config/features=PackedStringArray("4.6", "GL Compatibility")

[editor]

run/main_run_args="--headless --audio-driver Dummy"

[editor_plugins]

enabled=PackedStringArray({plugins})

[rendering]

renderer/rendering_method="gl_compatibility"
{settings}"""


def make_project(folder: Path, *, enabled: bool, settings: Mapping[str, object] | None = None) -> Path:
    """Make a project of a user's: the addon, the plugin that runs the cases, and nothing else.

    All is copied, because an editor writes beside what it imports; the native library is linked. Of the cache, only the
    extension is there beforehand: an engine that finds an extension in mid-import crashes when it ends.
    """
    addons = folder / "addons"
    addon = addons / "cutout"
    shutil.copytree(ADDON, addon, ignore=shutil.ignore_patterns("native", "*.so"))
    for library in (ADDON / "bin").glob("*.so"):
        (addon / "bin" / library.name).symlink_to(library)
    shutil.copytree(engine.PROJECT / "tests" / "godot" / "editor", addons / "editor_cases")
    for shared in ("checks.gd", "error_collector.gd"):
        shutil.copy(engine.PROJECT / "tests" / "godot" / shared, addons)
    (folder / ".venv").symlink_to(engine.PROJECT / ".venv")
    (folder / ".godot").mkdir()
    (folder / ".godot" / "extension_list.cfg").write_text("res://addons/cutout/bin/cutout.gdextension\n")
    plugins = ["cutout", "editor_cases"] if enabled else ["editor_cases"]
    listed = ", ".join(f'"res://addons/{plugin}/plugin.cfg"' for plugin in plugins)
    if enabled:
        # As of `engine.make_project`. Where nothing is enabled, nothing is to be there beforehand.
        settings = {"cutout/workers/nice": 0, **(settings or {})}
    lines = [f"{key.removeprefix('cutout/')}={json.dumps(value)}" for key, value in (settings or {}).items()]
    own = "\n[cutout]\n\n" + "\n".join(lines) + "\n" if lines else ""
    autoload = (
        '\n[autoload]\n\nCutoutBatch="*res://addons/cutout/autoload/cutout_batch_processor.gd"\n' if enabled else ""
    )
    (folder / "project.godot").write_text(_PROJECT_FILE.format(plugins=listed, settings=autoload + own))
    return folder


def run_case(
    name: str,
    project: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    headless: bool = True,
) -> engine.Verdict:
    """Run one case of ``tests/godot/editor/cases`` in the editor."""
    case = ("--editor", "--", f"--case={name}", *arguments)
    return engine.run(*case, project=project, environment=environment, headless=headless)
