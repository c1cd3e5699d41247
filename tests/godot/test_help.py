"""Every public class has help in the editor: the engine's own account of the scripts has a text for every member."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

MEMBERS = ("methods/method", "members/member", "signals/signal", "constants/constant")
FEWEST_CLASSES = 12


def text_of(element: ET.Element) -> str:
    """Return what is said about a class's part: a method and a signal have it in a child, the others in themselves."""
    described = element.find("description")
    return ((element if described is None else described).text or "").strip()


def is_public(element: ET.Element) -> bool:
    """Tell whether a user may name it: names of preloaded scripts are for the class itself."""
    name = element.get("name", "")
    return not name.startswith("_") and not (element.tag == "constant" and name[1:] != name[1:].upper())


def undocumented(page: ET.Element) -> list[str]:
    """Return the parts of a class that have no text, and those of the page itself."""
    name = page.get("name", "")
    found = [name] if not text_of_page(page) else []
    for path in MEMBERS:
        found += [f"{name}.{part.get('name')}" for part in page.findall(path) if is_public(part) and not text_of(part)]
    return found


def text_of_page(page: ET.Element) -> str:
    """Return what a class is about, in a sentence."""
    brief = page.find("brief_description")
    return "" if brief is None else (brief.text or "").strip()


def test_no_public_member_lacks_help(tmp_path: Path) -> None:
    verdict = engine.run("--doctool", str(tmp_path), "--gdscript-docs", "res://addons/cutout")
    assert verdict.code == 0, verdict.log
    pages = [ET.parse(file).getroot() for file in sorted(tmp_path.glob("Cutout*.xml"))]  # noqa: S314 - our engine's
    assert len(pages) >= FEWEST_CLASSES, [page.get("name") for page in pages]
    assert [member for page in pages for member in undocumented(page)] == []


def test_a_member_without_help_is_found() -> None:
    page = ET.fromstring(  # noqa: S314 - our own
        '<class name="Crate"><brief_description>Breaks.</brief_description><methods><method name="open">'
        '<description></description></method><method name="shut"><description>Shuts.</description></method></methods>'
        '<members><member name="lid"></member><member name="_nail"></member></members>'
        '<constants><constant name="SIZE"></constant><constant name="Wood"></constant></constants></class>'
    )
    assert undocumented(page) == ["Crate.open", "Crate.lid", "Crate.SIZE"]
