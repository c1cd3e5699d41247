"""How much a prefab may be: what is over a limit fails with a typed error before it costs time or memory."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 4 << 20
MAX_TOTAL_BYTES: Final = 16 << 20
"""Of all files that one prefab is made from, together."""

MAX_FILES: Final = 256
MAX_DEPTH: Final = 32
"""How many files may extend or contain each other in a row."""

MAX_PARTS: Final = 250_000
"""Commas and opening brackets of a file: about its values, and more than its nesting."""

MAX_LEVELS: Final = 32
"""Nodes within each other in a file."""

MAX_VALUE_NESTING: Final = 16
"""Lists and objects within each other in the value of a property."""

MAX_PROPERTIES: Final = 1024
"""Of one node or component, in one file."""

MAX_NODES: Final = 20_000
MAX_TREE_LEVELS: Final = 128
MAX_RESOURCES: Final = 20_000
MAX_RESOURCE_DEPTH: Final = 32
"""How many components may refer to each other in a row."""

MAX_MERGED: Final = 1_000_000
"""How many properties, components and children are put together, over all files."""

MAX_RESULT_BYTES: Final = 16 << 20
"""Of the compiled form."""
