#pragma once

#include "method.hpp"

namespace cutout {

// A class that scripts see: a RefCounted whose objects are handles without state of their own. Main thread.
class NativeClass {
	StaticName _name;
	std::span<const Method> _methods;

public:
	// p_name must be a literal, and the methods static: Godot keeps pointers to both.
	NativeClass(const char *p_name, std::span<const Method> p_methods) :
			_name(p_name), _methods(p_methods) {}

	void add();
	void remove();

	GDExtensionStringNamePtr name() { return _name.ptr(); }
};

} // namespace cutout
