// Where Godot enters the library.

#include "bridge_thread.hpp"
#include "cutout_python.hpp"
#include "fragment_reader.hpp"
#include "godot_api.hpp"

#include <chrono>

#ifndef __linux__
#error "The bridge is written for Linux: event_fd.hpp, child_process.cpp and host_library.cpp need another system's means"
#endif

namespace {

// A healthy host ends in 10 ms, one with workers in mid-job in 60 ms. A player does not wait for the others.
constexpr std::chrono::milliseconds SHUTDOWN_LIMIT{ 1000 };

void initialize(void *, GDExtensionInitializationLevel p_level) {
	if (p_level == GDEXTENSION_INITIALIZATION_SCENE) {
		cutout::CutoutPython::register_class();
		cutout::FragmentReader::register_class();
	}
}

void deinitialize(void *, GDExtensionInitializationLevel p_level) {
	if (p_level == GDEXTENSION_INITIALIZATION_SCENE) {
		cutout::BridgeThread::singleton().shutdown(SHUTDOWN_LIMIT);
		cutout::FragmentReader::unregister_class();
		cutout::CutoutPython::unregister_class();
	}
}

} // namespace

extern "C" __attribute__((visibility("default"))) GDExtensionBool cutout_python_init(
		GDExtensionInterfaceGetProcAddress p_get, GDExtensionClassLibraryPtr p_library,
		GDExtensionInitialization *r_initialization) {
	if (!cutout::godot.load(p_get, p_library)) {
		return false;
	}
	*r_initialization = { GDEXTENSION_INITIALIZATION_SCENE, nullptr, initialize, deinitialize };
	return true;
}
