#include "convex_part.hpp"

#include <algorithm>
#include <cstddef>

namespace cutout {

namespace {

// A corner counts if the triangle with those next to it is higher than this share of its longest side. Godot's test is
// off by less than a half of that, whichever way around it goes: a few roundings of 2^-24 each.
constexpr double LEAST_HEIGHT = 1e-6;

double cross(Point p_one, Point p_other) {
	return static_cast<double>(p_one.x) * static_cast<double>(p_other.y) -
			static_cast<double>(p_one.y) * static_cast<double>(p_other.x);
}

double length_squared(Point p_point) {
	return static_cast<double>(p_point.x) * static_cast<double>(p_point.x) +
			static_cast<double>(p_point.y) * static_cast<double>(p_point.y);
}

bool turns(Point p_from, Point p_at, Point p_to, double p_side) {
	const Point along = p_at - p_from;
	const Point across = p_to - p_from;
	const double longest = std::max({ length_squared(along), length_squared(across), length_squared(p_to - p_at) });
	return cross(along, across) * p_side > LEAST_HEIGHT * longest;
}

// The side to which most of it turns.
double side_of(const std::vector<Point> &p_corners) {
	double area = 0.0;
	for (size_t i = 2; i < p_corners.size(); i++) {
		area += cross(p_corners[i - 1] - p_corners[0], p_corners[i] - p_corners[0]);
	}
	return area < 0.0 ? -1.0 : 1.0;
}

} // namespace

void make_strictly_convex(std::vector<Point> &r_corners) {
	const double side = side_of(r_corners);
	size_t at = 0;
	size_t passed = 0;
	// Without one corner, those next to it turn otherwise: on until all that are left have passed in a row.
	while (r_corners.size() >= 3 && passed < r_corners.size()) {
		const size_t count = r_corners.size();
		if (turns(r_corners[(at + count - 1) % count], r_corners[at], r_corners[(at + 1) % count], side)) {
			at = (at + 1) % count;
			passed++;
			continue;
		}
		r_corners.erase(r_corners.begin() + static_cast<std::ptrdiff_t>(at));
		// Back to the one before.
		at = (at + count - 2) % (count - 1);
		passed = 0;
	}
	if (r_corners.size() < 3) {
		r_corners.clear();
	}
}

} // namespace cutout
