#include "packed_array.hpp"

namespace cutout {

PackedType::PackedType(GDExtensionVariantType p_type, First p_first, ConstFirst p_const_first) :
		make(godot.variant_get_ptr_constructor(p_type, 0)),
		copy(godot.variant_get_ptr_constructor(p_type, 1)),
		destroy(godot.variant_get_ptr_destructor(p_type)),
		size_method(size_of(p_type)),
		resize_method(resize_of(p_type)),
		to_variant(godot.get_variant_from_type_constructor(p_type)),
		first(p_first),
		const_first(p_const_first) {}

size_t PackedType::size(GDExtensionConstTypePtr p_array) const {
	int64_t size = 0;
	size_method(const_cast<GDExtensionTypePtr>(p_array), nullptr, &size, 0);
	return static_cast<size_t>(size);
}

void PackedType::resize(GDExtensionTypePtr p_array, size_t p_size) const {
	call_resize(resize_method, p_array, p_size);
}

#define CUTOUT_PACKED(m_element, m_type, m_index) \
	template <> \
	const PackedType &PackedType::of<m_element>() { \
		static const PackedType type( \
				m_type, [](GDExtensionTypePtr p_array) -> void * { return godot.m_index(p_array, 0); }, \
				[](GDExtensionConstTypePtr p_array) -> const void * { return godot.m_index##_const(p_array, 0); }); \
		return type; \
	}
CUTOUT_PACKED(uint8_t, GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, packed_byte_array_operator_index)
CUTOUT_PACKED(int32_t, GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY, packed_int32_array_operator_index)
CUTOUT_PACKED(float, GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY, packed_float32_array_operator_index)
CUTOUT_PACKED(Point, GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY, packed_vector2_array_operator_index)
#undef CUTOUT_PACKED

} // namespace cutout
