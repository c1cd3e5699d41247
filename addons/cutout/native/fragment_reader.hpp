#pragma once

namespace cutout {

// The class CutoutFragmentReader that scripts see: an encoded result of the kind "fracture", fragment by fragment, for
// which a script takes ten times as long. Its methods are listed under "Bridge" in docs/architecture.md.
class FragmentReader {
public:
	// Main thread, while Godot starts and ends.
	static void register_class();
	static void unregister_class();
};

} // namespace cutout
