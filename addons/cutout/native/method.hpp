#pragma once

#include "godot_api.hpp"

#include <array>
#include <span>

namespace cutout {

constexpr size_t MAX_ARGUMENTS = 6;

struct Argument {
	const char *name;
	GDExtensionVariantType type;
};

// A method of a class of ours, as Godot shall see it. Must be static: Godot keeps pointers into it.
struct Method {
	// Reads its arguments and writes its result, both in Godot's native form ("ptrcall"). p_self is the object's state.
	using Body = void (*)(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result);

	const char *name;
	Body body;
	// GDEXTENSION_VARIANT_TYPE_NIL for a method without a result.
	GDExtensionVariantType result;
	size_t argument_count = 0;
	std::array<Argument, MAX_ARGUMENTS> arguments = {};
};

// Makes the methods callable from typed code, where Godot passes native values, and from untyped code, where it passes
// Variants.
void register_methods(GDExtensionConstStringNamePtr p_class, std::span<const Method> p_methods);

} // namespace cutout
