#pragma once

namespace cutout {

// The class CutoutPython (a RefCounted) that scripts see. Its methods are listed under "Bridge" in
// docs/architecture.md. An object is a handle without state of its own: all share the one BridgeThread.
class CutoutPython {
public:
	// Main thread, while Godot starts and ends.
	static void register_class();
	static void unregister_class();
};

} // namespace cutout
