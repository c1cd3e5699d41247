#include "array_builder.hpp"

#include <array>
#include <cstring>

namespace cutout {

namespace {

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

// A packed array outside of a Variant: Godot's own has two pointers.
struct PackedValue {
	alignas(16) uint8_t memory[16] = {};
};

} // namespace

ArrayBuilder::Packed::Packed(GDExtensionVariantType p_type, First p_first) :
		make(godot.variant_get_ptr_constructor(p_type, 0)),
		destroy(godot.variant_get_ptr_destructor(p_type)),
		resize(resize_of(p_type)),
		to_variant(godot.get_variant_from_type_constructor(p_type)),
		first(p_first) {}

ArrayBuilder::ArrayBuilder() :
		_make_array(godot.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_ARRAY, 0)),
		_resize_array(resize_of(GDEXTENSION_VARIANT_TYPE_ARRAY)),
		_floats(GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY,
				[](GDExtensionTypePtr p_array) -> void * { return godot.packed_float32_array_operator_index(p_array, 0); }),
		_ints(GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY,
				[](GDExtensionTypePtr p_array) -> void * { return godot.packed_int32_array_operator_index(p_array, 0); }),
		_points(GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY,
				[](GDExtensionTypePtr p_array) -> void * { return godot.packed_vector2_array_operator_index(p_array, 0); }),
		_destroy_array(godot.variant_get_ptr_destructor(GDEXTENSION_VARIANT_TYPE_ARRAY)),
		_array_to_variant(godot.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_ARRAY)) {}

void ArrayBuilder::set_typed(GDExtensionTypePtr p_array, GDExtensionVariantType p_of) const {
	static StaticName no_class("");
	static const auto nothing = [] {
		std::array<uint8_t, 64> variant = {};
		godot.variant_new_nil(variant.data());
		return variant;
	}();
	godot.array_set_typed(p_array, p_of, no_class.ptr(), nothing.data());
}

// The elements of a typed array that is resized are not null but empty values of its type, which own memory.
void *ArrayBuilder::Filling::emptied_slot(size_t p_index) const {
	void *slot = godot.array_operator_index(_array, static_cast<GDExtensionInt>(p_index));
	godot.variant_destroy(slot);
	return slot;
}

void ArrayBuilder::Filling::resize(size_t p_size) const {
	call_resize(_builder._resize_array, _array, p_size);
}

void *ArrayBuilder::Filling::put(const Packed &p_type, size_t p_index, size_t p_size) const {
	PackedValue value;
	p_type.make(value.memory, nullptr);
	void *first = nullptr;
	if (p_size > 0) {
		call_resize(p_type.resize, value.memory, p_size);
		first = p_type.first(value.memory);
	}
	// The element shares the memory, and is its only owner in the end.
	p_type.to_variant(emptied_slot(p_index), value.memory);
	p_type.destroy(value.memory);
	return first;
}

Point *ArrayBuilder::Filling::put_points(size_t p_index, size_t p_size) const {
	return static_cast<Point *>(put(_builder._points, p_index, p_size));
}

void ArrayBuilder::Filling::put_floats(size_t p_index, std::span<const float> p_values) const {
	if (void *first = put(_builder._floats, p_index, p_values.size())) {
		std::memcpy(first, p_values.data(), p_values.size_bytes());
	}
}

void ArrayBuilder::Filling::put_ints(size_t p_index, std::span<const int32_t> p_values) const {
	if (void *first = put(_builder._ints, p_index, p_values.size())) {
		std::memcpy(first, p_values.data(), p_values.size_bytes());
	}
}

void ArrayBuilder::Filling::put_again(size_t p_index, const Filling &p_from, size_t p_from_index) const {
	godot.variant_new_copy(emptied_slot(p_index),
			godot.array_operator_index(p_from._array, static_cast<GDExtensionInt>(p_from_index)));
}

} // namespace cutout
