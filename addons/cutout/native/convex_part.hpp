#pragma once

#include "result_view.hpp"

#include <vector>

namespace cutout {

// Drops corners of a convex part until it turns the same way at each, by more than rounding can undo; none is left of
// one without an area. Parts are convex where they were computed, but corners that lie almost on one line do not stay
// so when they are rounded and moved, and Godot takes a part for concave if one turns the other way by a bit.
//
// The same as fracture/convex_part.gd, to a bit.
void make_strictly_convex(std::vector<Point> &r_corners);

} // namespace cutout
