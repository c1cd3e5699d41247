#!/bin/sh
# Prints a Python that can be embedded: 3.11 or newer, built with a shared libpython. $PYTHON, if set, is the only candidate.
probe='import sys, sysconfig
print(sys.executable) if sys.version_info >= (3, 11) and sysconfig.get_config_var("Py_ENABLE_SHARED") else sys.exit(1)'
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
	"$candidate" -c "$probe" 2>/dev/null && exit 0
done
cat >&2 <<'END'
python: No usable Python found. Cutout embeds Python and needs 3.11 or newer, built with a shared libpython
(Debian's python3 with libpython3 is; with pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared). Set PYTHON to its path.
END
exit 1
