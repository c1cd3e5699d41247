#include "fragment_builder.hpp"

#include "convex_part.hpp"
#include "engine_method.hpp"
#include "native_class.hpp"
#include "packed_array.hpp"
#include "row_tag.hpp"

#include <algorithm>
#include <vector>

namespace cutout {

namespace {

// Hashes of the methods' signatures, from Godot's extension_api.json.
constexpr GDExtensionInt ADD_TRIANGLE_ARRAY_HASH = 749685193; // known to Godot 4.5 and later
constexpr GDExtensionInt CREATE_SHAPE_OWNER_HASH = 3429307534;
constexpr GDExtensionInt INIT_REF_HASH = 2240911060;
constexpr GDExtensionInt SET_POINTS_HASH = 1509147220;
constexpr GDExtensionInt SHAPE_OWNER_ADD_SHAPE_HASH = 2077425081;

// A new ConvexPolygonShape2D, held as long as this lives.
class ConvexShape {
	GDExtensionObjectPtr _object;

public:
	ConvexShape() {
		static StaticName class_name("ConvexPolygonShape2D");
		static const EngineMethod init_ref("RefCounted", "init_ref", INIT_REF_HASH);
		_object = godot.classdb_construct_object2(class_name.ptr());
		notify_postinitialize(_object);
		GDExtensionBool is_held = false;
		init_ref.call(_object, &is_held);
	}
	ConvexShape(const ConvexShape &) = delete;
	ConvexShape &operator=(const ConvexShape &) = delete;
	~ConvexShape() {
		static const EngineMethod unreference("RefCounted", "unreference", INIT_REF_HASH);
		GDExtensionBool is_last = false;
		unreference.call(_object, &is_last);
		if (is_last) {
			godot.object_destroy(_object);
		}
	}

	GDExtensionObjectPtr object() const { return _object; }

	void set_points(PackedArray<Point> &p_points) const {
		static const EngineMethod method("ConvexPolygonShape2D", "set_points", SET_POINTS_HASH);
		method.call(_object, nullptr, p_points.ptr());
	}
};

void add_triangles(const Paint &p_paint, PackedArray<int32_t> &p_corners, PackedArray<Point> &p_points,
		PackedArray<Point> &p_uvs) {
	static StaticName name("RenderingServer");
	static const GDExtensionObjectPtr server = godot.global_get_singleton(name.ptr());
	static const EngineMethod method("RenderingServer", "canvas_item_add_triangle_array", ADD_TRIANGLE_ARRAY_HASH);
	PackedArray<int32_t> no_bones(0);
	PackedArray<float> no_weights(0);
	const int64_t all = -1;
	method.call(server, nullptr, &p_paint.item, p_corners.ptr(), p_points.ptr(), p_paint.colors, p_uvs.ptr(),
			no_bones.ptr(), no_weights.ptr(), &p_paint.texture, &all);
}

bool is_fragment(const ResultView &p_view, int32_t p_number) {
	return p_number >= 0 && static_cast<size_t>(p_number) < p_view.fragment_count();
}

Rect bounds_of(std::span<const Point> p_points) {
	if (p_points.empty()) {
		return {};
	}
	Point low = p_points[0];
	Point high = low;
	for (const Point point : p_points) {
		low = { std::min(low.x, point.x), std::min(low.y, point.y) };
		high = { std::max(high.x, point.x), std::max(high.y, point.y) };
	}
	return { low, high - low };
}

} // namespace

void add_shapes_to(GDExtensionObjectPtr p_body, const ResultView &p_view, size_t p_fragment, const Affine &p_stretch) {
	static const EngineMethod create_owner("CollisionObject2D", "create_shape_owner", CREATE_SHAPE_OWNER_HASH);
	static const EngineMethod add_shape("CollisionObject2D", "shape_owner_add_shape", SHAPE_OWNER_ADD_SHAPE_HASH);
	if (!p_body) {
		return;
	}
	const std::span<const Point> ring = p_view.ring(p_fragment);
	const Point centroid = p_view.centroids[p_fragment];
	int64_t owner = 0;
	create_owner.call(p_body, &owner, &p_body);
	std::vector<Point> part;
	p_view.for_each_part(p_fragment, [&](std::span<const int32_t> p_corners) {
		part.clear();
		for (size_t i = 0; i < p_corners.size(); i++) {
			// A convex fragment is its only part, which may begin with another vertex.
			const size_t corner = p_corners.size() == ring.size() ? i : static_cast<size_t>(p_corners[i]);
			part.push_back(p_stretch * (ring[corner] - centroid));
		}
		make_strictly_convex(part);
		if (part.empty()) {
			return;
		}
		PackedArray<Point> points(part.size());
		std::copy(part.begin(), part.end(), points.elements().begin());
		const ConvexShape shape;
		shape.set_points(points);
		const GDExtensionObjectPtr object = shape.object();
		add_shape.call(p_body, nullptr, &owner, &object);
	});
}

Rect draw_fragment(const Paint &p_paint, const ResultView &p_view, size_t p_fragment, const Affine &p_stretch,
		const Affine &p_to_uv) {
	const std::span<const Point> ring = p_view.ring(p_fragment);
	const std::span<const int32_t> triangles = p_view.triangles_of(p_fragment);
	const Point centroid = p_view.centroids[p_fragment];
	PackedArray<int32_t> corners(triangles.size());
	std::copy(triangles.begin(), triangles.end(), corners.elements().begin());
	PackedArray<Point> points(ring.size());
	std::transform(ring.begin(), ring.end(), points.elements().begin(),
			[&](Point p_point) { return p_stretch * (p_point - centroid); });
	PackedArray<Point> uvs(p_paint.texture != 0 ? ring.size() : 0);
	if (p_paint.texture != 0) {
		std::transform(ring.begin(), ring.end(), uvs.elements().begin(),
				[&](Point p_point) { return p_to_uv * p_point; });
	}
	const Rect bounds = bounds_of(points.elements());
	add_triangles(p_paint, corners, points, uvs);
	return bounds;
}

Rect draw_fragments(const Paint &p_paint, const ResultView &p_view, std::span<const int32_t> p_fragments,
		uint32_t p_row) {
	size_t point_count = 0;
	size_t corner_count = 0;
	for (const int32_t fragment : p_fragments) {
		if (is_fragment(p_view, fragment)) {
			point_count += p_view.ring(static_cast<size_t>(fragment)).size();
			corner_count += p_view.triangles_of(static_cast<size_t>(fragment)).size();
		}
	}
	PackedArray<int32_t> corners(corner_count);
	PackedArray<Point> points(point_count);
	PackedArray<Point> centroids(point_count);
	const std::span<Point> all_points = points.elements();
	auto corner = corners.elements().begin();
	auto point = all_points.begin();
	auto centroid = centroids.elements().begin();
	for (const int32_t number : p_fragments) {
		if (!is_fragment(p_view, number)) {
			continue;
		}
		const auto fragment = static_cast<size_t>(number);
		const auto first = static_cast<int32_t>(point - all_points.begin());
		const std::span<const Point> ring = p_view.ring(fragment);
		const std::span<const int32_t> triangles = p_view.triangles_of(fragment);
		corner = std::transform(triangles.begin(), triangles.end(), corner,
				[first](int32_t p_corner) { return first + p_corner; });
		point = std::copy(ring.begin(), ring.end(), point);
		centroid = std::fill_n(centroid, ring.size(), tagged(p_view.centroids[fragment], p_row));
	}
	if (corner_count > 0) {
		add_triangles(p_paint, corners, points, centroids);
	}
	return bounds_of(all_points);
}

} // namespace cutout
