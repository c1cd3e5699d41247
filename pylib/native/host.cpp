// The table of functions that the loader calls, and the boundary no exception passes.

#include "channel.hpp"
#include "cutout_host.h"
#include "error_text.hpp"
#include "interpreter.hpp"

#include <pybind11/embed.h>

#include <exception>
#include <memory>
#include <string_view>

namespace py = pybind11;

namespace {

constexpr int OK = 0;
constexpr int FAILED = -1;

int fail(CutoutSink p_error, std::string_view p_text) {
	p_error.write(p_error.target, reinterpret_cast<const uint8_t *>(p_text.data()), p_text.size());
	return FAILED;
}

void call_main(const CutoutChannel &p_table, const char *p_options) {
	py::module_::import(cutout::CHANNEL_MODULE);
	const py::object main = py::module_::import("cutout.host.main").attr("main");
	const auto channel = std::make_shared<cutout::Channel>(p_table);
	struct Detach {
		cutout::Channel &channel;
		~Detach() { channel.detach(); }
	} const detach{ *channel };
	p_table.opened(p_table.self);
	main(channel, p_options);
}

int initialize(const char *p_python, CutoutSink p_error) noexcept {
	try {
		cutout::initialize_interpreter(p_python);
		return OK;
	} catch (const std::exception &error) {
		return fail(p_error, error.what());
	}
}

int run(const CutoutChannel *p_channel, const char *p_options, CutoutSink p_error) noexcept {
	if (p_channel->abi != CUTOUT_HOST_ABI) {
		return fail(p_error, "The extension speaks another version of the bridge than the host library: reinstall both");
	}
	const py::gil_scoped_acquire gil;
	try {
		call_main(*p_channel, p_options);
		return OK;
	} catch (const py::error_already_set &error) {
		return fail(p_error, cutout::error_text(error));
	} catch (const std::exception &error) {
		return fail(p_error, error.what());
	}
}

void finalize() noexcept {
	cutout::finalize_interpreter();
}

} // namespace

extern "C" __attribute__((visibility("default"))) const CutoutHost *cutout_get_host() {
	static constexpr CutoutHost host = { CUTOUT_HOST_ABI, initialize, run, finalize };
	return &host;
}
