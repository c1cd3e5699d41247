#include "godot_api.hpp"

namespace cutout {

GodotApi godot;

namespace {

// Hashes of the signatures of size and resize, the same for all arrays, from Godot's extension_api.json.
constexpr GDExtensionInt SIZE_HASH = 3173160232;
constexpr GDExtensionInt RESIZE_HASH = 848867239;

bool report_missing(GDExtensionInterfacePrintErrorWithMessage p_print, const char *p_name) {
	const std::string message = std::string("Cutout needs a newer Godot: this one has no '") + p_name + "'.";
	p_print("CutoutPython is not available", message.c_str(), "GodotApi::load", __FILE_NAME__, __LINE__, true);
	return false;
}

} // namespace

bool GodotApi::load(GDExtensionInterfaceGetProcAddress p_get, GDExtensionClassLibraryPtr p_library) {
	library = p_library;
	const auto print = reinterpret_cast<GDExtensionInterfacePrintErrorWithMessage>(p_get("print_error_with_message"));
	if (!print) {
		return false; // a Godot before 4.1, which cannot read our .gdextension either
	}
#define CUTOUT_LOAD(m_type, m_name) \
	m_name = reinterpret_cast<m_type>(p_get(#m_name)); \
	if (!m_name) { \
		return report_missing(print, #m_name); \
	}
	CUTOUT_GODOT_FUNCTIONS(CUTOUT_LOAD)
#undef CUTOUT_LOAD

	packed_byte_array_size = size_of(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY);
	if (!packed_byte_array_size || !resize_of(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY)) {
		return report_missing(print, "PackedByteArray.size or .resize");
	}
	string_destroy = variant_get_ptr_destructor(GDEXTENSION_VARIANT_TYPE_STRING);
	return true;
}

std::string read_string(GDExtensionConstTypePtr p_string) {
	const GDExtensionInt size = godot.string_to_utf8_chars(p_string, nullptr, 0);
	std::string text(static_cast<size_t>(size), '\0');
	godot.string_to_utf8_chars(p_string, text.data(), size);
	return text;
}

void write_string(GDExtensionTypePtr r_string, const std::string &p_text) {
	godot.string_destroy(r_string);
	godot.string_new_with_utf8_chars_and_len2(r_string, p_text.data(), static_cast<GDExtensionInt>(p_text.size()));
}

std::span<const uint8_t> view_bytes(GDExtensionConstTypePtr p_array) {
	int64_t size = 0;
	godot.packed_byte_array_size(const_cast<GDExtensionTypePtr>(p_array), nullptr, &size, 0);
	if (size == 0) {
		return {};
	}
	return { godot.packed_byte_array_operator_index_const(p_array, 0), static_cast<size_t>(size) };
}

GDExtensionPtrBuiltInMethod size_of(GDExtensionVariantType p_type) {
	static StaticName size("size");
	return godot.variant_get_ptr_builtin_method(p_type, size.ptr(), SIZE_HASH);
}

GDExtensionPtrBuiltInMethod resize_of(GDExtensionVariantType p_type) {
	static StaticName resize("resize");
	return godot.variant_get_ptr_builtin_method(p_type, resize.ptr(), RESIZE_HASH);
}

void call_resize(GDExtensionPtrBuiltInMethod p_resize, GDExtensionTypePtr p_array, size_t p_size) {
	const int64_t size = static_cast<int64_t>(p_size);
	const GDExtensionConstTypePtr arguments[] = { &size };
	int64_t error = 0;
	p_resize(p_array, arguments, &error, 1);
}

} // namespace cutout
