#pragma once

#include <gdextension_interface.h>

#include <cstdint>
#include <span>
#include <string>

namespace cutout {

// The functions we use of Godot's C interface, one row each: type, member, name. All of them exist since Godot 4.5.
#define CUTOUT_GODOT_FUNCTIONS(m_function) \
	m_function(GDExtensionInterfaceArrayOperatorIndex, array_operator_index) \
			m_function(GDExtensionInterfaceArraySetTyped, array_set_typed) \
					m_function(GDExtensionInterfaceClassdbConstructObject2, classdb_construct_object2) \
							m_function(GDExtensionInterfaceClassdbGetMethodBind, classdb_get_method_bind) \
									m_function(GDExtensionInterfaceClassdbRegisterExtensionClass5, classdb_register_extension_class5) \
											m_function(GDExtensionInterfaceClassdbRegisterExtensionClassMethod, classdb_register_extension_class_method) \
													m_function(GDExtensionInterfaceClassdbUnregisterExtensionClass, classdb_unregister_extension_class) \
															m_function(GDExtensionInterfaceGetVariantFromTypeConstructor, get_variant_from_type_constructor) \
																	m_function(GDExtensionInterfaceGlobalGetSingleton, global_get_singleton) \
																			m_function(GDExtensionInterfaceObjectDestroy, object_destroy) \
																					m_function(GDExtensionInterfaceObjectMethodBindPtrcall, object_method_bind_ptrcall) \
																							m_function(GDExtensionInterfaceObjectSetInstance, object_set_instance) \
																									m_function(GDExtensionInterfacePackedByteArrayOperatorIndex, packed_byte_array_operator_index) \
																											m_function(GDExtensionInterfacePackedByteArrayOperatorIndexConst, packed_byte_array_operator_index_const) \
																													m_function(GDExtensionInterfacePackedFloat32ArrayOperatorIndex, packed_float32_array_operator_index) \
																															m_function(GDExtensionInterfacePackedFloat32ArrayOperatorIndexConst, packed_float32_array_operator_index_const) \
																																	m_function(GDExtensionInterfacePackedInt32ArrayOperatorIndex, packed_int32_array_operator_index) \
																																			m_function(GDExtensionInterfacePackedInt32ArrayOperatorIndexConst, packed_int32_array_operator_index_const) \
																																					m_function(GDExtensionInterfacePackedVector2ArrayOperatorIndex, packed_vector2_array_operator_index) \
																																							m_function(GDExtensionInterfacePackedVector2ArrayOperatorIndexConst, packed_vector2_array_operator_index_const) \
																																									m_function(GDExtensionInterfaceStringNameNewWithLatin1Chars, string_name_new_with_latin1_chars) \
																																											m_function(GDExtensionInterfaceStringNewWithUtf8CharsAndLen2, string_new_with_utf8_chars_and_len2) \
																																													m_function(GDExtensionInterfaceStringToUtf8Chars, string_to_utf8_chars) \
																																															m_function(GDExtensionInterfaceVariantDestroy, variant_destroy) \
																																																	m_function(GDExtensionInterfaceVariantGetPtrBuiltinMethod, variant_get_ptr_builtin_method) \
																																																			m_function(GDExtensionInterfaceVariantGetPtrConstructor, variant_get_ptr_constructor) \
																																																					m_function(GDExtensionInterfaceVariantGetPtrDestructor, variant_get_ptr_destructor) \
																																																							m_function(GDExtensionInterfaceGetVariantGetInternalPtrFunc, variant_get_ptr_internal_getter) \
																																																									m_function(GDExtensionInterfaceVariantGetType, variant_get_type) \
																																																											m_function(GDExtensionInterfaceVariantNewNil, variant_new_nil)

// The table of functions, filled once when Godot loads the library and constant afterwards.
struct GodotApi {
#define CUTOUT_MEMBER(m_type, m_name) m_type m_name = nullptr;
	CUTOUT_GODOT_FUNCTIONS(CUTOUT_MEMBER)
#undef CUTOUT_MEMBER
	GDExtensionClassLibraryPtr library = nullptr;
	GDExtensionPtrBuiltInMethod packed_byte_array_size = nullptr;
	GDExtensionPtrDestructor string_destroy = nullptr;

	// False, with Godot's log naming what is missing, if this Godot lacks a function.
	bool load(GDExtensionInterfaceGetProcAddress p_get, GDExtensionClassLibraryPtr p_library);
};

extern GodotApi godot;

// A StringName that lives as long as the process.
class StaticName {
	void *_value = nullptr;

public:
	// p_text must be a literal: Godot keeps the pointer.
	explicit StaticName(const char *p_text) { godot.string_name_new_with_latin1_chars(&_value, p_text, true); }

	GDExtensionStringNamePtr ptr() { return &_value; }
};

// Conversions between Godot's values and ours. The pointers are those Godot gives to a method: an argument, or the
// return slot, which holds an empty value.
std::string read_string(GDExtensionConstTypePtr p_string);
void write_string(GDExtensionTypePtr r_string, const std::string &p_text);
std::span<const uint8_t> view_bytes(GDExtensionConstTypePtr p_array);

// Methods of a type of array.
GDExtensionPtrBuiltInMethod size_of(GDExtensionVariantType p_type);
GDExtensionPtrBuiltInMethod resize_of(GDExtensionVariantType p_type);
void call_resize(GDExtensionPtrBuiltInMethod p_resize, GDExtensionTypePtr p_array, size_t p_size);

} // namespace cutout
