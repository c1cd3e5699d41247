#include "interpreter.hpp"

#include <pybind11/embed.h>

#include <stdexcept>

namespace cutout {

namespace {

PyThreadState *parked_state = nullptr;

void check(const PyStatus &p_status, const std::string &p_what) {
	if (PyStatus_Exception(p_status)) {
		const char *reason = p_status.err_msg ? p_status.err_msg : "no reason given";
		throw std::runtime_error("Python could not " + p_what + ": " + reason);
	}
}

// Isolated, so that Python touches neither the locale nor the environment of the game; both belong to other threads.
void preinitialize() {
	PyPreConfig config;
	PyPreConfig_InitIsolatedConfig(&config);
	config.utf8_mode = 1; // Godot's paths are UTF-8, whatever the locale
	check(Py_PreInitialize(&config), "set up its memory and encodings");
}

struct Config {
	PyConfig value;

	Config() { PyConfig_InitIsolatedConfig(&value); }
	Config(const Config &) = delete;
	Config &operator=(const Config &) = delete;
	~Config() { PyConfig_Clear(&value); }

	void set(wchar_t **p_field, const std::string &p_text) {
		check(PyConfig_SetBytesString(&value, p_field, p_text.c_str()), "take the path '" + p_text + "'");
	}
};

} // namespace

void initialize_interpreter(const std::string &p_python) {
	preinitialize();
	Config config;
	// From its program name Python finds pyvenv.cfg and with it site-packages. Worker processes run sys.executable,
	// which would be the game if it were not set.
	config.set(&config.value.program_name, p_python);
	config.set(&config.value.executable, p_python);
	check(Py_InitializeFromConfig(&config.value), "start as '" + p_python + "'");
	parked_state = PyEval_SaveThread();
}

void finalize_interpreter() {
	PyEval_RestoreThread(parked_state);
	parked_state = nullptr;
	pybind11::finalize_interpreter();
}

} // namespace cutout
