#pragma once

#include "godot_api.hpp"
#include "result_view.hpp"

#include <span>

namespace cutout {

// Functions of Godot's arrays that only building them takes, fetched when they are first used. Main thread.
class ArrayBuilder {
	GDExtensionPtrConstructor _make_array;
	GDExtensionPtrBuiltInMethod _resize_array;

	// A type of packed array: how to make one, and where its elements lie.
	struct Packed {
		using First = void *(*)(GDExtensionTypePtr p_array);

		GDExtensionPtrConstructor make;
		GDExtensionPtrDestructor destroy;
		GDExtensionPtrBuiltInMethod resize;
		GDExtensionVariantFromTypeConstructorFunc to_variant;
		First first;

		Packed(GDExtensionVariantType p_type, First p_first);
	};
	Packed _floats;
	Packed _ints;
	Packed _points;
	GDExtensionPtrDestructor _destroy_array;
	GDExtensionVariantFromTypeConstructorFunc _array_to_variant;

public:
	// An Array that is being filled. It must be resized once, and each element put once.
	class Filling {
		friend ArrayBuilder;
		const ArrayBuilder &_builder;
		GDExtensionTypePtr _array;

		Filling(const ArrayBuilder &p_builder, GDExtensionTypePtr p_array) :
				_builder(p_builder), _array(p_array) {}

		void *emptied_slot(size_t p_index) const;
		void *put(const Packed &p_type, size_t p_index, size_t p_size) const;

	public:
		void resize(size_t p_size) const;
		// Returns where to write the points; null if there are none.
		Point *put_points(size_t p_index, size_t p_size) const;
		void put_floats(size_t p_index, std::span<const float> p_values) const;
		void put_ints(size_t p_index, std::span<const int32_t> p_values) const;
		// The same array once more: packed arrays are shared.
		void put_again(size_t p_index, const Filling &p_from, size_t p_from_index) const;
		// An Array of elements of type p_of, of any type if that is nil, filled by p_fill with a Filling of its own.
		template <typename Fill>
		void put_array(size_t p_index, GDExtensionVariantType p_of, Fill p_fill) const {
			void *array = nullptr;
			_builder._make_array(&array, nullptr);
			p_fill(_builder.fill(&array, p_of));
			_builder._array_to_variant(emptied_slot(p_index), &array);
			_builder._destroy_array(&array);
		}
	};

	ArrayBuilder();

	// r_array: an empty Array. It takes elements of type p_of only, of any type if that is nil.
	Filling fill(GDExtensionTypePtr r_array, GDExtensionVariantType p_of) const {
		if (p_of != GDEXTENSION_VARIANT_TYPE_NIL) {
			set_typed(r_array, p_of);
		}
		return Filling(*this, r_array);
	}

private:
	void set_typed(GDExtensionTypePtr p_array, GDExtensionVariantType p_of) const;
};

} // namespace cutout
