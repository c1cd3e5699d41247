#pragma once

#include "godot_api.hpp"
#include "result_view.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <span>

namespace cutout {

// What Godot does with a type of packed array, and where the elements of one lie. Fetched when first used, which must be
// on the main thread; constant from then on, so any thread may use it.
struct PackedType {
	using First = void *(*)(GDExtensionTypePtr p_array);
	using ConstFirst = const void *(*)(GDExtensionConstTypePtr p_array);

	GDExtensionPtrConstructor make;
	GDExtensionPtrConstructor copy;
	GDExtensionPtrDestructor destroy;
	GDExtensionPtrBuiltInMethod size_method;
	GDExtensionPtrBuiltInMethod resize_method;
	GDExtensionVariantFromTypeConstructorFunc to_variant;
	First first; // makes the array the only owner of its memory
	ConstFirst const_first;

	// Of the elements uint8_t, int32_t, float or Point.
	template <typename T>
	static const PackedType &of();

	size_t size(GDExtensionConstTypePtr p_array) const;
	void resize(GDExtensionTypePtr p_array, size_t p_size) const;

private:
	PackedType(GDExtensionVariantType p_type, First p_first, ConstFirst p_const_first);
};

template <>
const PackedType &PackedType::of<uint8_t>();
template <>
const PackedType &PackedType::of<int32_t>();
template <>
const PackedType &PackedType::of<float>();
template <>
const PackedType &PackedType::of<Point>();

// A packed array outside of a Variant. Godot's own has two pointers. It owns a share of the elements, which Godot counts
// with an atomic number: any thread may make, fill and destroy one, but only one at a time may use it.
template <typename T>
class PackedArray {
	alignas(16) uint8_t _memory[16] = {};
	size_t _size = 0;

public:
	// Throws std::bad_alloc.
	explicit PackedArray(size_t p_size) :
			_size(p_size) {
		PackedType::of<T>().make(_memory, nullptr);
		if (p_size > 0) {
			PackedType::of<T>().resize(_memory, p_size);
			if (PackedType::of<T>().size(_memory) != p_size) {
				PackedType::of<T>().destroy(_memory);
				throw std::bad_alloc();
			}
		}
	}
	PackedArray(const PackedArray &) = delete;
	PackedArray &operator=(const PackedArray &) = delete;
	~PackedArray() { PackedType::of<T>().destroy(_memory); }

	// What Godot takes for it.
	GDExtensionTypePtr ptr() { return _memory; }
	std::span<T> elements() {
		return { _size > 0 ? static_cast<T *>(PackedType::of<T>().first(_memory)) : nullptr, _size };
	}
};

// The elements of an array of Godot's.
template <typename T>
std::span<const T> view_array(GDExtensionConstTypePtr p_array) {
	const PackedType &type = PackedType::of<T>();
	const size_t size = type.size(p_array);
	return { size > 0 ? static_cast<const T *>(type.const_first(p_array)) : nullptr, size };
}

// Resizes the empty array in a return slot; returns where its elements lie.
template <typename T>
std::span<T> make_result(GDExtensionTypePtr r_array, size_t p_size) {
	if (p_size == 0) {
		return {};
	}
	PackedType::of<T>().resize(r_array, p_size);
	return { static_cast<T *>(PackedType::of<T>().first(r_array)), p_size };
}

template <typename T>
void write_array(GDExtensionTypePtr r_array, std::span<const T> p_elements) {
	std::copy(p_elements.begin(), p_elements.end(), make_result<T>(r_array, p_elements.size()).begin());
}

} // namespace cutout
