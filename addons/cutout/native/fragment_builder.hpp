#pragma once

#include "godot_api.hpp"
#include "result_view.hpp"

#include <span>

namespace cutout {

// As Godot lays out a Transform2D: what x and y add, and the place of (0, 0).
struct Affine {
	Point x;
	Point y;
	Point origin;

	Point operator*(Point p_point) const {
		return { x.x * p_point.x + y.x * p_point.y + origin.x, x.y * p_point.x + y.y * p_point.y + origin.y };
	}
};

// As Godot lays out a Rect2.
struct Rect {
	Point position;
	Point size;
};

// What triangles are drawn with: RIDs of Godot's, and a PackedColorArray.
struct Paint {
	uint64_t item;
	GDExtensionConstTypePtr colors;
	uint64_t texture;
};

// Gives a CollisionObject2D the convex parts of a fragment, as p_stretch makes them, measured from its centroid.
// Main thread, as all below.
void add_shapes_to(GDExtensionObjectPtr p_body, const ResultView &p_view, size_t p_fragment, const Affine &p_stretch);

// Draws a fragment like that; p_to_uv takes a point of the ring to its place on the texture, if there is one. Returns
// the bounds.
Rect draw_fragment(const Paint &p_paint, const ResultView &p_view, size_t p_fragment, const Affine &p_stretch,
		const Affine &p_to_uv);

// Draws some fragments where they are, as one; the UVs are their centroids, tagged with p_row. Returns the bounds. Skips
// a fragment that there is not.
Rect draw_fragments(const Paint &p_paint, const ResultView &p_view, std::span<const int32_t> p_fragments,
		uint32_t p_row);

} // namespace cutout
