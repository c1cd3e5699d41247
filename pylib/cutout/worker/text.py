"""Texts of strangers, made fit to travel."""

from __future__ import annotations


def plain(text: object) -> str:
    """Make a text that Godot's format can hold: no NUL, no lone surrogate."""
    return str(text).encode(errors="replace").decode().replace("\0", "\\0")
