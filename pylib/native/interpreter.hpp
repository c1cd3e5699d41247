#pragma once

#include <string>

namespace cutout {

// Starts CPython as p_python, an absolute path, as that program would start itself in isolated mode: with its own
// site-packages and .pth files, without PYTHON* variables and the user's packages. The calling thread becomes Python's
// main thread; it does not hold the GIL afterwards. Throws std::runtime_error, after which the process is spoilt for
// Python.
void initialize_interpreter(const std::string &p_python);

// On the thread that started it, without the GIL. Runs Python's exit handlers.
void finalize_interpreter();

} // namespace cutout
