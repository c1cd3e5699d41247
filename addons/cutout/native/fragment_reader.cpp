#include "fragment_reader.hpp"

#include "array_builder.hpp"
#include "native_class.hpp"
#include "result_view.hpp"

#include <algorithm>

namespace cutout {

namespace {

constexpr GDExtensionVariantType ARRAY = GDEXTENSION_VARIANT_TYPE_ARRAY;
constexpr GDExtensionVariantType ANY = GDEXTENSION_VARIANT_TYPE_NIL;
constexpr GDExtensionVariantType INTS = GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY;
constexpr GDExtensionVariantType POINTS = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY;
constexpr GDExtensionVariantType BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY;

using Filling = ArrayBuilder::Filling;

// What read() returns, in this order.
enum Column {
	AREAS,
	CENTROIDS,
	LOCAL_RINGS,
	TRIANGLES,
	CONVEX_PARTS,
	COLUMNS,
};

const ArrayBuilder &builder() {
	static const ArrayBuilder made;
	return made;
}

// The elements between two offsets.
template <typename T>
std::span<const T> run_of(std::span<const T> p_all, std::span<const int32_t> p_offsets, size_t p_index) {
	const auto from = static_cast<size_t>(p_offsets[p_index]);
	return p_all.subspan(from, static_cast<size_t>(p_offsets[p_index + 1]) - from);
}

Point minus(Point p_point, Point p_other) {
	return { p_point.x - p_other.x, p_point.y - p_other.y };
}

void fill_local_rings(const Filling &p_rings, const ResultView &p_view) {
	p_rings.resize(p_view.fragment_count());
	for (size_t i = 0; i < p_view.fragment_count(); i++) {
		const std::span<const Point> ring = run_of(p_view.points, p_view.offsets, i);
		const Point centroid = p_view.centroids[i];
		std::transform(ring.begin(), ring.end(), p_rings.put_points(i, ring.size()),
				[centroid](Point p_point) { return minus(p_point, centroid); });
	}
}

void fill_triangles(const Filling &p_triangles, const ResultView &p_view) {
	p_triangles.resize(p_view.fragment_count());
	for (size_t i = 0; i < p_view.fragment_count(); i++) {
		p_triangles.put_ints(i, run_of(p_view.triangles, p_view.triangle_offsets, i));
	}
}

// A convex fragment is its only part, and shares its ring.
void fill_parts_of(const Filling &p_parts, const ResultView &p_view, size_t p_fragment, const Filling &p_rings) {
	const std::span<const Point> ring = run_of(p_view.points, p_view.offsets, p_fragment);
	const Point centroid = p_view.centroids[p_fragment];
	const auto first = static_cast<size_t>(p_view.fragment_parts[p_fragment]);
	const size_t count = static_cast<size_t>(p_view.fragment_parts[p_fragment + 1]) - first;
	p_parts.resize(count);
	for (size_t i = 0; i < count; i++) {
		const std::span<const int32_t> corners = run_of(p_view.parts, p_view.part_offsets, first + i);
		if (corners.size() == ring.size()) {
			p_parts.put_again(i, p_rings, p_fragment);
			continue;
		}
		std::transform(corners.begin(), corners.end(), p_parts.put_points(i, corners.size()),
				[ring, centroid](int32_t p_corner) { return minus(ring[static_cast<size_t>(p_corner)], centroid); });
	}
}

// The result for bytes that cannot be read is the empty array that Godot passes in.
void read(const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	ResultView view;
	if (!view.read(view_bytes(p_arguments[0]))) {
		return;
	}
	const Filling columns = builder().fill(r_result, ANY);
	columns.resize(COLUMNS);
	columns.put_floats(AREAS, view.areas);
	std::copy(view.centroids.begin(), view.centroids.end(), columns.put_points(CENTROIDS, view.centroids.size()));
	columns.put_array(TRIANGLES, INTS, [&view](const Filling &p_triangles) { fill_triangles(p_triangles, view); });
	columns.put_array(LOCAL_RINGS, POINTS, [&](const Filling &p_rings) {
		fill_local_rings(p_rings, view);
		columns.put_array(CONVEX_PARTS, ARRAY, [&](const Filling &p_fragments) {
			p_fragments.resize(view.fragment_count());
			for (size_t i = 0; i < view.fragment_count(); i++) {
				p_fragments.put_array(i, POINTS, [&](const Filling &p_parts) { fill_parts_of(p_parts, view, i, p_rings); });
			}
		});
	});
}

void outlines(const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	ResultView view;
	if (!view.read(view_bytes(p_arguments[0]))) {
		return;
	}
	const Filling rings = builder().fill(r_result, POINTS);
	rings.resize(view.fragment_count());
	for (size_t i = 0; i < view.fragment_count(); i++) {
		const std::span<const Point> ring = run_of(view.points, view.offsets, i);
		std::copy(ring.begin(), ring.end(), rings.put_points(i, ring.size()));
	}
}

constexpr Method METHODS[] = {
	{ "read", read, ARRAY, 1, { { { "result", BYTES } } } },
	{ "outlines", outlines, ARRAY, 1, { { { "result", BYTES } } } },
};

NativeClass &native_class() {
	static NativeClass made("CutoutFragmentReader", METHODS);
	return made;
}

} // namespace

void FragmentReader::register_class() {
	native_class().add();
}

void FragmentReader::unregister_class() {
	native_class().remove();
}

} // namespace cutout
