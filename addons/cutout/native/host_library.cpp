#include "host_library.hpp"

#include "failure.hpp"

#include <dlfcn.h>

namespace cutout {

namespace {

void *open_library(const std::string &p_path, int p_flags, const std::string &p_advice) {
	void *library = dlopen(p_path.c_str(), RTLD_NOW | RTLD_NODELETE | p_flags);
	if (!library) {
		// dlerror names the file and the reason.
		throw Failure(std::string("Cannot load ") + dlerror() + "; " + p_advice);
	}
	return library;
}

void append(void *p_text, const uint8_t *p_data, size_t p_size) {
	static_cast<std::string *>(p_text)->append(reinterpret_cast<const char *>(p_data), p_size);
}

const CutoutHost *get_host(const Location &p_location) {
	void *library = open_library(p_location.host, RTLD_LOCAL,
			"rebuild it for Python " + p_location.version + " ('make setup', or reinstall the package 'cutout')");
	const auto get = reinterpret_cast<CutoutGetHost>(dlsym(library, CUTOUT_HOST_SYMBOL));
	if (!get) {
		throw Failure("'" + p_location.host + "' is no host library of Cutout: reinstall the package 'cutout'");
	}
	const CutoutHost *host = get();
	if (host->abi != CUTOUT_HOST_ABI) {
		throw Failure("The host library '" + p_location.host + "' speaks version " + std::to_string(host->abi) +
				" of the bridge, the extension version " + std::to_string(CUTOUT_HOST_ABI) +
				": reinstall the package 'cutout' and the addon together, then restart the game");
	}
	return host;
}

} // namespace

void HostLibrary::load(const Location &p_location) {
	if (!_libpython.empty() && _libpython != p_location.libpython) {
		throw Failure("'" + _libpython + "' is loaded already, so '" + p_location.libpython +
				"' cannot be: restart the game");
	}
	// Godot opens extensions with local symbols, but Python's own extension modules expect libpython's symbols to be
	// global, and so does the host library: neither is linked to it.
	open_library(p_location.libpython, RTLD_GLOBAL, "reinstall this Python");
	_libpython = p_location.libpython;
	_host = get_host(p_location);
	const bool ok = _host->initialize(p_location.executable.c_str(), { &_initialize_error, append }) == 0;
	if (!ok) {
		_initialize_error += "; mend the installation of '" + p_location.executable + "', then restart the game";
		throw Failure(_initialize_error);
	}
	_initialized = true;
}

void HostLibrary::run(const CutoutChannel &p_channel, const std::string &p_options) {
	if (!_initialized) {
		throw Failure(_initialize_error);
	}
	std::string error;
	if (_host->run(&p_channel, p_options.c_str(), { &error, append }) != 0) {
		throw Failure(error);
	}
}

void HostLibrary::finalize() {
	if (_initialized) {
		_initialized = false;
		_host->finalize();
	}
}

} // namespace cutout
