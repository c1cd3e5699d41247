#include "error_text.hpp"

namespace py = pybind11;

namespace cutout {

std::string error_text(const py::error_already_set &p_error) noexcept {
	try {
		const py::module_ traceback = py::module_::import("traceback");
		const py::str nothing;
		// First the sentence, then where it came from.
		const py::object brief = nothing.attr("join")(traceback.attr("format_exception_only")(p_error.value()));
		std::string text = "cutout.host.main raised " + py::str(brief).cast<std::string>();
		if (p_error.trace()) {
			const py::object frames = nothing.attr("join")(traceback.attr("format_tb")(p_error.trace()));
			text += "Traceback (most recent call last):\n" + py::str(frames).cast<std::string>();
		}
		return text;
	} catch (const std::exception &) {
		// An exception whose own text raises, or a Python too broken to import traceback.
		return "cutout.host.main raised an exception that cannot be printed";
	}
}

} // namespace cutout
