"""What an exported game takes along, so that a player needs no Python: ``python -m cutout bundle FOLDER``.

::

    FOLDER/bin/python                 a launcher of our own, which finds all else from where it lies
    FOLDER/lib/libpython3.11.so.1.0   the library of this interpreter
    FOLDER/lib/python3.11             its standard library, without what games do not need
    FOLDER/lib/python3.11/site-packages   this package, and what it requires
    FOLDER/bundle.json                what was copied: equal the next time means nothing to do

Nothing in here runs in a game. Standard library only, and of the package what tells where the interpreter's parts are.
"""
