#pragma once

namespace cutout {

// The class CutoutFragmentReader that scripts see: takes an encoded result apart, fragment by fragment, which in a
// script costs ten times as much. Its methods are listed under "Bridge" in docs/architecture.md.
class FragmentReader {
public:
	// Main thread, while Godot starts and ends.
	static void register_class();
	static void unregister_class();
};

} // namespace cutout
