#pragma once

#include "result_view.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace cutout {

// Puts the number of a row into the lowest bits of a point, which a shader takes out again: fracture/row_tag.gd says
// why, and does the same.
inline Point tagged(Point p_point, uint32_t p_row) {
	constexpr uint32_t BITS = 4;
	constexpr uint32_t MASK = (1U << BITS) - 1U;
	constexpr float NEAR_ZERO = 1.0F / (1 << 20);
	const auto with_bits = [](float p_value, uint32_t p_bits) {
		const float value = std::abs(p_value) > NEAR_ZERO ? p_value : NEAR_ZERO;
		return std::bit_cast<float>((std::bit_cast<uint32_t>(value) & ~MASK) | (p_bits & MASK));
	};
	return { with_bits(p_point.x, p_row), with_bits(p_point.y, p_row >> BITS) };
}

} // namespace cutout
