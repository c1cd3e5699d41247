#pragma once

#include <cstdint>
#include <span>

namespace cutout {

struct Point {
	float x;
	float y;
};

// The arrays in an encoded result of the kind "fracture", seen where they lie: nothing is copied, so the bytes must
// outlive it. The layout is that of "fracture" in docs/architecture.md, in Godot's binary Variant format.
struct ResultView {
	std::span<const Point> points;
	std::span<const int32_t> offsets;
	std::span<const float> areas;
	std::span<const Point> centroids;
	std::span<const int32_t> triangles;
	std::span<const int32_t> triangle_offsets;
	std::span<const int32_t> parts;
	std::span<const int32_t> part_offsets;
	std::span<const int32_t> fragment_parts;

	// False if the bytes are not laid out like this, or an array points out of another: then nothing may be read.
	bool read(std::span<const uint8_t> p_bytes);

	size_t fragment_count() const { return centroids.size(); }
};

} // namespace cutout
