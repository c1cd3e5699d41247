#pragma once

#include "godot_api.hpp"
#include "packed_array.hpp"

#include <span>

namespace cutout {

// Functions of Godot's arrays that only building them takes, fetched when they are first used. Main thread.
class ArrayBuilder {
	GDExtensionPtrBuiltInMethod _resize_array;

public:
	// An Array that is being filled. It must be resized first, and no element put twice.
	class Filling {
		friend ArrayBuilder;
		const ArrayBuilder &_builder;
		GDExtensionTypePtr _array;

		Filling(const ArrayBuilder &p_builder, GDExtensionTypePtr p_array) :
				_builder(p_builder), _array(p_array) {}

		void *emptied_slot(size_t p_index) const;

	public:
		void resize(size_t p_size) const;
		// Returns where to write the points.
		std::span<Point> put_points(size_t p_index, size_t p_size) const;
		// A PackedVector2Array of Godot's: packed arrays are shared.
		void put(size_t p_index, GDExtensionConstTypePtr p_points) const;
	};

	ArrayBuilder();

	// r_array: an empty Array. It takes elements of type p_of only.
	Filling fill(GDExtensionTypePtr r_array, GDExtensionVariantType p_of) const {
		set_typed(r_array, p_of);
		return Filling(*this, r_array);
	}

private:
	void set_typed(GDExtensionTypePtr p_array, GDExtensionVariantType p_of) const;
};

} // namespace cutout
