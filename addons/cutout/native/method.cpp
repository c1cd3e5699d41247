#include "method.hpp"

namespace cutout {

namespace {

// Holds the native result of a call: at most a packed array, of two pointers, or a Rect2.
class NativeValue {
	alignas(16) uint8_t _memory[16] = {};
	GDExtensionVariantType _type = GDEXTENSION_VARIANT_TYPE_NIL;

public:
	NativeValue() = default;
	NativeValue(const NativeValue &) = delete;
	NativeValue &operator=(const NativeValue &) = delete;
	~NativeValue() {
		// An int and the like have no destructor.
		if (const GDExtensionPtrDestructor destroy = godot.variant_get_ptr_destructor(_type)) {
			destroy(_memory);
		}
	}

	void *ptr() { return _memory; }

	void make_empty(GDExtensionVariantType p_type) {
		godot.variant_get_ptr_constructor(p_type, 0)(_memory, nullptr);
		_type = p_type;
	}
	void write(GDExtensionUninitializedVariantPtr r_variant) {
		godot.get_variant_from_type_constructor(_type)(r_variant, _memory);
	}
};

const Method &method_of(void *p_userdata) {
	return *static_cast<const Method *>(p_userdata);
}

void call_native(void *p_userdata, GDExtensionClassInstancePtr p_self, const GDExtensionConstTypePtr *p_arguments,
		GDExtensionTypePtr r_result) noexcept {
	method_of(p_userdata).body(p_self, p_arguments, r_result);
}

bool check_arguments(const Method &p_method, const GDExtensionConstVariantPtr *p_arguments, GDExtensionInt p_count,
		GDExtensionCallError &r_error) {
	const auto expected = static_cast<GDExtensionInt>(p_method.argument_count);
	if (p_count != expected) {
		r_error.error = p_count < expected
				? GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS
				: GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS;
		r_error.expected = static_cast<int32_t>(expected);
		return false;
	}
	for (size_t i = 0; i < p_method.argument_count; i++) {
		if (godot.variant_get_type(p_arguments[i]) != p_method.arguments[i].type) {
			r_error.error = GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT;
			r_error.argument = static_cast<int32_t>(i);
			r_error.expected = p_method.arguments[i].type;
			return false;
		}
	}
	r_error.error = GDEXTENSION_CALL_OK;
	return true;
}

void call_variant(void *p_userdata, GDExtensionClassInstancePtr p_self, const GDExtensionConstVariantPtr *p_arguments,
		GDExtensionInt p_count, GDExtensionVariantPtr r_result, GDExtensionCallError *r_error) noexcept {
	const Method &method = method_of(p_userdata);
	if (!check_arguments(method, p_arguments, p_count, *r_error)) {
		return;
	}
	// The values in the Variants themselves.
	std::array<GDExtensionConstTypePtr, MAX_ARGUMENTS> pointers = {};
	for (size_t i = 0; i < method.argument_count; i++) {
		pointers[i] = godot.variant_get_ptr_internal_getter(method.arguments[i].type)(
				const_cast<GDExtensionVariantPtr>(p_arguments[i]));
	}
	if (method.result == GDEXTENSION_VARIANT_TYPE_NIL) {
		method.body(p_self, pointers.data(), nullptr);
		return;
	}
	NativeValue result;
	result.make_empty(method.result);
	method.body(p_self, pointers.data(), result.ptr());
	result.write(r_result);
}

GDExtensionPropertyInfo property(const Argument &p_argument) {
	// Godot wants a valid empty String and StringName where we have none to give.
	static void *empty_string = [] {
		void *value = nullptr;
		godot.string_new_with_utf8_chars_and_len2(&value, "", 0);
		return value;
	}();
	static StaticName empty_name("");
	constexpr uint32_t USAGE_DEFAULT = 6;
	// The name lives as long as the process, and so may its holder.
	GDExtensionStringNamePtr name = (new StaticName(p_argument.name))->ptr();
	return { p_argument.type, name, empty_name.ptr(), 0, &empty_string, USAGE_DEFAULT };
}

} // namespace

void register_methods(GDExtensionConstStringNamePtr p_class, std::span<const Method> p_methods) {
	for (const Method &method : p_methods) {
		StaticName name(method.name);
		GDExtensionPropertyInfo result = property({ "", method.result });
		std::array<GDExtensionPropertyInfo, MAX_ARGUMENTS> arguments = {};
		std::array<GDExtensionClassMethodArgumentMetadata, MAX_ARGUMENTS> metadata = {};
		for (size_t i = 0; i < method.argument_count; i++) {
			arguments[i] = property(method.arguments[i]);
		}

		GDExtensionClassMethodInfo info = {};
		info.name = name.ptr();
		info.method_userdata = const_cast<Method *>(&method);
		info.call_func = call_variant;
		info.ptrcall_func = call_native;
		info.method_flags = GDEXTENSION_METHOD_FLAGS_DEFAULT;
		info.has_return_value = method.result != GDEXTENSION_VARIANT_TYPE_NIL;
		info.return_value_info = &result;
		info.argument_count = static_cast<uint32_t>(method.argument_count);
		info.arguments_info = arguments.data();
		info.arguments_metadata = metadata.data();
		godot.classdb_register_extension_class_method(godot.library, p_class, &info);
	}
}

} // namespace cutout
