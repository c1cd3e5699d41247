"""Where this interpreter keeps what the game's bridge must load.

The bridge runs ``python -I -m cutout locate`` and reads the lines this module prints::

    executable=/home/ada/game/.venv/bin/python
    version=3.11.7
    libpython=/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0
    host=/home/ada/game/.venv/lib/python3.11/site-packages/cutout/_native/libcutout_host-cpython-311-x86_64-linux-gnu.so

Standard library only. The module can be read by Pythons older than the package needs, so that they are refused with a
sentence instead of a syntax error.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

OLDEST_VERSION = (3, 11)


class LocateError(Exception):
    """A game cannot embed this interpreter; the text says why and what to do."""


def check_interpreter() -> None:
    """Check that this is a Python the bridge can embed.

    Raises
    ------
    LocateError
        It is too old, or not CPython.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.implementation.name != "cpython":
        raise LocateError(f"{sys.executable} is {sys.implementation.name}; the game can embed CPython only.")
    if sys.version_info[:2] < OLDEST_VERSION:
        oldest = ".".join(map(str, OLDEST_VERSION))
        raise LocateError(f"{sys.executable} is Python {version}, but Cutout needs {oldest} or newer.")


def find_libpython() -> Path:
    """Return the shared library of this interpreter.

    Raises
    ------
    LocateError
        This Python was built without one, or it is not installed.
    """
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    if ".so" not in name:
        raise LocateError(
            f"{sys.executable} was built without a shared libpython, so a game cannot embed it: use another Python, or"
            " build this one with --enable-shared (pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install VERSION)."
        )
    # LIBDIR is a path of the machine that built Python. One that was moved has left it, and what is there is another's.
    folders = [Path(sys.base_prefix) / "lib", Path(sysconfig.get_config_var("LIBDIR") or sys.base_prefix)]
    folders += [folder / str(sysconfig.get_config_var("MULTIARCH") or "") for folder in folders]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    places = ", ".join(str(folder) for folder in dict.fromkeys(folders))
    raise LocateError(
        f"{name} of {sys.executable} is in none of {places}: install it (Debian: apt-get install"
        f" libpython{sys.version_info[0]}.{sys.version_info[1]}), or use another Python."
    )


def find_host_library() -> Path:
    """Return the host library built for this interpreter.

    Raises
    ------
    LocateError
        There is none.
    """
    abi = sysconfig.get_config_var("SOABI")
    path = Path(__file__).resolve().parent / "_native" / f"libcutout_host-{abi}.so"
    if not path.is_file():
        raise LocateError(
            f"{path} is missing: run 'make setup' in Cutout's source tree, or reinstall the package 'cutout' with"
            f" {sys.executable}."
        )
    return path


def locate() -> dict[str, str]:
    """Return the lines to print, in order, as a mapping.

    Raises
    ------
    LocateError
        A game cannot embed this interpreter.
    """
    check_interpreter()
    return {
        "executable": sys.executable,
        "version": ".".join(map(str, sys.version_info[:3])),
        "libpython": str(find_libpython()),
        "host": str(find_host_library()),
    }


def main() -> int:
    """Print what `locate` finds and return 0, or say on the standard error what is missing and return 1."""
    try:
        found = locate()
    except LocateError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for key, value in found.items():
        sys.stdout.write(f"{key}={value}\n")
    return 0
