#include "array_builder.hpp"

#include <array>

namespace cutout {

ArrayBuilder::ArrayBuilder() :
		_resize_array(resize_of(GDEXTENSION_VARIANT_TYPE_ARRAY)) {}

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

std::span<Point> ArrayBuilder::Filling::put_points(size_t p_index, size_t p_size) const {
	PackedArray<Point> points(p_size);
	const std::span<Point> elements = points.elements();
	// The element shares the memory, and is its only owner in the end.
	PackedType::of<Point>().to_variant(emptied_slot(p_index), points.ptr());
	return elements;
}

void ArrayBuilder::Filling::put(size_t p_index, GDExtensionConstTypePtr p_points) const {
	PackedType::of<Point>().to_variant(emptied_slot(p_index), const_cast<GDExtensionTypePtr>(p_points));
}

} // namespace cutout
