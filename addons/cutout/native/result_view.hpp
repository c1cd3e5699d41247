#pragma once

#include <cstdint>
#include <span>

namespace cutout {

struct Point {
	float x;
	float y;

	Point operator-(Point p_other) const { return { x - p_other.x, y - p_other.y }; }
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
	std::span<const int32_t> neighbours;
	std::span<const float> shared_lengths;

	// False if the bytes are not laid out like this, or an array points out of another: then nothing may be read.
	bool read(std::span<const uint8_t> p_bytes);

	size_t fragment_count() const { return centroids.size(); }

	// A fragment's own slice of an array.
	std::span<const Point> ring(size_t p_fragment) const { return run_of(points, offsets, p_fragment); }
	std::span<const int32_t> triangles_of(size_t p_fragment) const {
		return run_of(triangles, triangle_offsets, p_fragment);
	}
	// The vertex numbers of a fragment's convex parts, one part after the other, each passed to p_use.
	template <typename Use>
	void for_each_part(size_t p_fragment, Use p_use) const {
		for (int32_t part = fragment_parts[p_fragment]; part < fragment_parts[p_fragment + 1]; part++) {
			p_use(run_of(parts, part_offsets, static_cast<size_t>(part)));
		}
	}

private:
	template <typename T>
	static std::span<const T> run_of(std::span<const T> p_all, std::span<const int32_t> p_offsets, size_t p_index) {
		const auto from = static_cast<size_t>(p_offsets[p_index]);
		return p_all.subspan(from, static_cast<size_t>(p_offsets[p_index + 1]) - from);
	}
};

} // namespace cutout
