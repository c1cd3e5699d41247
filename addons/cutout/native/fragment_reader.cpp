#include "fragment_reader.hpp"

#include "array_builder.hpp"
#include "convex_part.hpp"
#include "fragment_builder.hpp"
#include "native_class.hpp"
#include "packed_array.hpp"
#include "result_view.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cutout {

namespace {

constexpr GDExtensionVariantType ARRAY = GDEXTENSION_VARIANT_TYPE_ARRAY;
constexpr GDExtensionVariantType BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY;
constexpr GDExtensionVariantType COLORS = GDEXTENSION_VARIANT_TYPE_PACKED_COLOR_ARRAY;
constexpr GDExtensionVariantType FLOAT = GDEXTENSION_VARIANT_TYPE_FLOAT;
constexpr GDExtensionVariantType FLOATS = GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY;
constexpr GDExtensionVariantType INT = GDEXTENSION_VARIANT_TYPE_INT;
constexpr GDExtensionVariantType INTS = GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY;
constexpr GDExtensionVariantType NOTHING = GDEXTENSION_VARIANT_TYPE_NIL;
constexpr GDExtensionVariantType OBJECT = GDEXTENSION_VARIANT_TYPE_OBJECT;
constexpr GDExtensionVariantType POINT = GDEXTENSION_VARIANT_TYPE_VECTOR2;
constexpr GDExtensionVariantType POINTS = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY;
constexpr GDExtensionVariantType RECT = GDEXTENSION_VARIANT_TYPE_RECT2;
constexpr GDExtensionVariantType RID = GDEXTENSION_VARIANT_TYPE_RID;
constexpr GDExtensionVariantType TRANSFORM = GDEXTENSION_VARIANT_TYPE_TRANSFORM2D;

// A result, and what keeps its bytes where they are.
struct OpenResult {
	// Godot's array shares the memory with all copies, and moves it for none but the one that is written to.
	alignas(16) uint8_t bytes[16] = {};
	ResultView view;

	OpenResult() { PackedType::of<uint8_t>().make(bytes, nullptr); }
	OpenResult(const OpenResult &) = delete;
	OpenResult &operator=(const OpenResult &) = delete;
	~OpenResult() { PackedType::of<uint8_t>().destroy(bytes); }
};

const ResultView &view_of(void *p_self) {
	return static_cast<OpenResult *>(p_self)->view;
}

template <typename T>
const T &read(GDExtensionConstTypePtr p_value) {
	return *static_cast<const T *>(p_value);
}

double area_of(const ResultView &p_view) {
	return std::accumulate(p_view.areas.begin(), p_view.areas.end(), 0.0);
}

// Passes the number in the first argument to p_use, unless there is no such fragment.
template <typename Use>
void with_fragment(const ResultView &p_view, const GDExtensionConstTypePtr *p_arguments, Use p_use) {
	const int64_t index = read<int64_t>(p_arguments[0]);
	if (index >= 0 && static_cast<size_t>(index) < p_view.fragment_count()) {
		p_use(static_cast<size_t>(index));
	}
}

void open(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	OpenResult &result = *static_cast<OpenResult *>(p_self);
	const PackedType &type = PackedType::of<uint8_t>();
	type.destroy(result.bytes);
	type.copy(result.bytes, p_arguments);
	result.view = {};
	const bool is_read = result.view.read(view_bytes(result.bytes));
	if (!is_read) {
		result.view = {};
	}
	*static_cast<int64_t *>(r_result) = is_read ? static_cast<int64_t>(result.view.fragment_count()) : -1;
}

void areas(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_array(r_result, view_of(p_self).areas);
}

void centroids(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_array(r_result, view_of(p_self).centroids);
}

void total_area(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	*static_cast<double *>(r_result) = area_of(view_of(p_self));
}

void least_area(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	const std::span<const float> areas = view_of(p_self).areas;
	const auto least = std::min_element(areas.begin(), areas.end());
	*static_cast<double *>(r_result) = least != areas.end() ? static_cast<double>(*least) : 0.0;
}

void centre(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	const ResultView &view = view_of(p_self);
	double x = 0.0;
	double y = 0.0;
	for (size_t i = 0; i < view.fragment_count(); i++) {
		x += static_cast<double>(view.areas[i]) * static_cast<double>(view.centroids[i].x);
		y += static_cast<double>(view.areas[i]) * static_cast<double>(view.centroids[i].y);
	}
	const double area = area_of(view);
	*static_cast<Point *>(r_result) =
			area > 0.0 ? Point{ static_cast<float>(x / area), static_cast<float>(y / area) } : Point{};
}

void neighbours(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_array(r_result, view_of(p_self).neighbours);
}

void shared_lengths(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_array(r_result, view_of(p_self).shared_lengths);
}

void ring(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const ResultView &view = view_of(p_self);
	with_fragment(view, p_arguments, [&](size_t p_index) { write_array(r_result, view.ring(p_index)); });
}

void local_ring(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const ResultView &view = view_of(p_self);
	with_fragment(view, p_arguments, [&](size_t p_index) {
		const std::span<const Point> ring = view.ring(p_index);
		const Point centroid = view.centroids[p_index];
		std::transform(ring.begin(), ring.end(), make_result<Point>(r_result, ring.size()).begin(),
				[centroid](Point p_point) { return p_point - centroid; });
	});
}

void rings(void *p_self, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	static const ArrayBuilder builder;
	const ResultView &view = view_of(p_self);
	const ArrayBuilder::Filling all = builder.fill(r_result, POINTS);
	all.resize(view.fragment_count());
	for (size_t i = 0; i < view.fragment_count(); i++) {
		const std::span<const Point> ring = view.ring(i);
		std::copy(ring.begin(), ring.end(), all.put_points(i, ring.size()).begin());
	}
}

void triangles(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const ResultView &view = view_of(p_self);
	with_fragment(view, p_arguments, [&](size_t p_index) { write_array(r_result, view.triangles_of(p_index)); });
}

// Cut from an outline with the fragment's vertices, wherever they are: a convex fragment shares it with its only part.
void convex_parts(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	static const ArrayBuilder builder;
	const ResultView &view = view_of(p_self);
	const ArrayBuilder::Filling parts = builder.fill(r_result, POINTS);
	with_fragment(view, p_arguments, [&](size_t p_index) {
		const std::span<const Point> outline = view_array<Point>(p_arguments[1]);
		if (outline.size() != view.ring(p_index).size()) {
			return;
		}
		parts.resize(static_cast<size_t>(view.fragment_parts[p_index + 1] - view.fragment_parts[p_index]));
		size_t count = 0;
		std::vector<Point> part;
		view.for_each_part(p_index, [&](std::span<const int32_t> p_corners) {
			part.clear();
			for (size_t i = 0; i < p_corners.size(); i++) {
				part.push_back(outline[p_corners.size() == outline.size() ? i : static_cast<size_t>(p_corners[i])]);
			}
			make_strictly_convex(part);
			if (part.size() == outline.size()) {
				parts.put(count++, p_arguments[1]);
			} else if (!part.empty()) {
				std::copy(part.begin(), part.end(), parts.put_points(count++, part.size()).begin());
			}
		});
		parts.resize(count);
	});
}

void add_shapes(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr) {
	const ResultView &view = view_of(p_self);
	with_fragment(view, p_arguments, [&](size_t p_index) {
		add_shapes_to(read<GDExtensionObjectPtr>(p_arguments[1]), view, p_index, read<Affine>(p_arguments[2]));
	});
}

void draw(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const ResultView &view = view_of(p_self);
	with_fragment(view, p_arguments, [&](size_t p_index) {
		const Paint paint = { read<uint64_t>(p_arguments[1]), p_arguments[4], read<uint64_t>(p_arguments[5]) };
		*static_cast<Rect *>(r_result) =
				draw_fragment(paint, view, p_index, read<Affine>(p_arguments[2]), read<Affine>(p_arguments[3]));
	});
}

void draw_flight(void *p_self, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const Paint paint = { read<uint64_t>(p_arguments[1]), p_arguments[2], read<uint64_t>(p_arguments[3]) };
	const auto row = static_cast<uint32_t>(read<int64_t>(p_arguments[4]));
	*static_cast<Rect *>(r_result) = draw_fragments(paint, view_of(p_self), view_array<int32_t>(p_arguments[0]), row);
}

constexpr Method METHODS[] = {
	{ "open", open, INT, 1, { { { "result", BYTES } } } },
	{ "areas", areas, FLOATS },
	{ "centroids", centroids, POINTS },
	{ "total_area", total_area, FLOAT },
	{ "least_area", least_area, FLOAT },
	{ "centre", centre, POINT },
	{ "neighbours", neighbours, INTS },
	{ "shared_lengths", shared_lengths, FLOATS },
	{ "ring", ring, POINTS, 1, { { { "index", INT } } } },
	{ "local_ring", local_ring, POINTS, 1, { { { "index", INT } } } },
	{ "rings", rings, ARRAY },
	{ "triangles", triangles, INTS, 1, { { { "index", INT } } } },
	{ "convex_parts", convex_parts, ARRAY, 2, { { { "index", INT }, { "outline", POINTS } } } },
	{ "add_shapes", add_shapes, NOTHING, 3, { { { "index", INT }, { "body", OBJECT }, { "stretch", TRANSFORM } } } },
	{ "draw", draw, RECT, 6,
			{ { { "index", INT }, { "item", RID }, { "stretch", TRANSFORM }, { "to_uv", TRANSFORM }, { "colors", COLORS },
					{ "texture", RID } } } },
	{ "draw_flight", draw_flight, RECT, 5,
			{ { { "indices", INTS }, { "item", RID }, { "colors", COLORS }, { "texture", RID }, { "row", INT } } } },
};

NativeClass &native_class() {
	static NativeClass made("CutoutFragmentReader", METHODS,
			{ []() -> void * { return new OpenResult; }, [](void *p_self) { delete static_cast<OpenResult *>(p_self); } });
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
