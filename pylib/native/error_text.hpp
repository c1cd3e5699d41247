#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace cutout {

// One line that names a Python exception, then its traceback as Python prints it. Needs the GIL; never throws.
std::string error_text(const pybind11::error_already_set &p_error) noexcept;

} // namespace cutout
