#include "error_text.hpp"

namespace py = pybind11;

namespace cutout {

std::string error_text(const py::error_already_set &p_error) noexcept {
	try {
		const py::module_ traceback = py::module_::import("traceback");
		const py::str nothing;
		const py::object brief = nothing.attr("join")(traceback.attr("format_exception_only")(p_error.value()));
		const py::object frames = p_error.trace() ? p_error.trace() : py::none();
		const py::object whole =
				nothing.attr("join")(traceback.attr("format_exception")(p_error.type(), p_error.value(), frames));
		return "cutout.host.main raised " + py::str(brief).cast<std::string>() + py::str(whole).cast<std::string>();
	} catch (const std::exception &) {
		// An exception whose own text raises, or a Python too broken to import traceback.
		return "cutout.host.main raised an exception that cannot be printed";
	}
}

} // namespace cutout
