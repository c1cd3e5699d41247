#pragma once

#include "cutout_host.h"
#include "locate.hpp"

#include <string>

namespace cutout {

// The embedded interpreter: libpython and the host library, loaded into the process and never unloaded. A process
// can hold one interpreter, and it cannot be ended and begun again. Belongs to the bridge thread.
class HostLibrary {
public:
	// True once an interpreter was begun, even if that failed.
	bool is_bound() const { return _host != nullptr; }

	// Loads both libraries and starts the interpreter. Throws Failure. After a failure to load it may be called
	// again; once is_bound() it must not.
	void load(const Location &p_location);
	// Calls Python's main and returns when that ends. Throws Failure with a traceback.
	void run(const CutoutChannel &p_channel, const std::string &p_options);
	// Ends the interpreter, if there is one.
	void finalize();

private:
	const CutoutHost *_host = nullptr;
	bool _initialized = false;
	std::string _libpython;
	std::string _initialize_error;
};

} // namespace cutout
