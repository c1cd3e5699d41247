#pragma once

#include "godot_api.hpp"

namespace cutout {

// A method of one of Godot's classes, called in Godot's native form. Main thread.
class EngineMethod {
	GDExtensionMethodBindPtr _bind;

public:
	// p_hash is that of the method's signature, from Godot's extension_api.json.
	EngineMethod(const char *p_class, const char *p_name, GDExtensionInt p_hash) {
		StaticName class_name(p_class);
		StaticName name(p_name);
		_bind = godot.classdb_get_method_bind(class_name.ptr(), name.ptr(), p_hash);
	}

	// The arguments are pointers to native values, a pointer to a pointer for an object; r_result is one, or null.
	template <typename... Arguments>
	void call(GDExtensionObjectPtr p_object, GDExtensionTypePtr r_result, const Arguments *...p_arguments) const {
		const GDExtensionConstTypePtr arguments[] = { p_arguments..., nullptr };
		godot.object_method_bind_ptrcall(_bind, p_object, arguments, r_result);
	}
};

} // namespace cutout
