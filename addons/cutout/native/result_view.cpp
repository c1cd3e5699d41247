#include "result_view.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace cutout {

namespace {

// Types of values in Godot's binary Variant format, as the first four bytes of each.
constexpr uint32_t STRING = 4;
constexpr uint32_t DICTIONARY = 27;
constexpr uint32_t INTS = 30;
constexpr uint32_t FLOATS = 32;
constexpr uint32_t POINTS = 35;

// Steps over the bytes of a message. After a read that goes past the end, every read fails.
class Reader {
	std::span<const uint8_t> _bytes;

public:
	explicit Reader(std::span<const uint8_t> p_bytes) :
			_bytes(p_bytes) {}

	bool take_number(uint32_t &r_number) {
		if (_bytes.size() < sizeof(r_number)) {
			return fail();
		}
		std::memcpy(&r_number, _bytes.data(), sizeof(r_number));
		_bytes = _bytes.subspan(sizeof(r_number));
		return true;
	}

	bool take_type(uint32_t p_type) {
		uint32_t found = 0;
		return take_number(found) && found == p_type;
	}

	bool take_key(std::string_view p_key) {
		uint32_t size = 0;
		if (!take_type(STRING) || !take_number(size) || size != p_key.size()) {
			return false;
		}
		const size_t padded = (size + 3u) & ~size_t(3);
		if (_bytes.size() < padded) {
			return fail();
		}
		const bool is_equal = std::memcmp(_bytes.data(), p_key.data(), size) == 0;
		_bytes = _bytes.subspan(padded);
		return is_equal;
	}

	template <typename T>
	bool take_array(uint32_t p_type, std::span<const T> &r_array) {
		uint32_t size = 0;
		if (!take_type(p_type) || !take_number(size)) {
			return false;
		}
		if (_bytes.size() / sizeof(T) < size) {
			return fail();
		}
		// Everything before has a multiple of four bytes, and Godot aligns what it allocates to sixteen.
		r_array = { reinterpret_cast<const T *>(_bytes.data()), size };
		_bytes = _bytes.subspan(size * sizeof(T));
		return true;
	}

private:
	bool fail() {
		_bytes = {};
		return false;
	}
};

// Whether offsets cut an array of p_size elements into p_count runs.
bool are_offsets(std::span<const int32_t> p_offsets, size_t p_count, size_t p_size) {
	if (p_offsets.size() != p_count + 1 || p_offsets[0] != 0) {
		return false;
	}
	for (size_t i = 0; i < p_count; i++) {
		if (p_offsets[i] > p_offsets[i + 1]) {
			return false;
		}
	}
	return p_offsets[p_count] >= 0 && static_cast<size_t>(p_offsets[p_count]) == p_size;
}

// Whether all are numbers of one of p_count things.
bool are_numbers(std::span<const int32_t> p_numbers, size_t p_count) {
	return std::all_of(p_numbers.begin(), p_numbers.end(),
			[p_count](int32_t p_number) { return p_number >= 0 && static_cast<size_t>(p_number) < p_count; });
}

// Whether the triangles and convex parts of every fragment are made of its own vertices.
bool are_corners(const ResultView &p_view) {
	for (size_t fragment = 0; fragment < p_view.fragment_count(); fragment++) {
		const size_t vertices = p_view.ring(fragment).size();
		const auto triangles = p_view.triangles_of(fragment);
		bool are_own = triangles.size() % 3 == 0 && are_numbers(triangles, vertices);
		p_view.for_each_part(fragment, [&](std::span<const int32_t> p_part) {
			are_own = are_own && p_part.size() <= vertices && are_numbers(p_part, vertices);
		});
		if (!are_own) {
			return false;
		}
	}
	return true;
}

} // namespace

bool ResultView::read(std::span<const uint8_t> p_bytes) {
	Reader reader(p_bytes);
	uint32_t entries = 0;
	const bool is_laid_out = reader.take_type(DICTIONARY) && reader.take_number(entries) && reader.take_key("points") &&
			reader.take_array(POINTS, points) && reader.take_key("offsets") && reader.take_array(INTS, offsets) &&
			reader.take_key("areas") && reader.take_array(FLOATS, areas) && reader.take_key("centroids") &&
			reader.take_array(POINTS, centroids) && reader.take_key("triangles") && reader.take_array(INTS, triangles) &&
			reader.take_key("triangle_offsets") && reader.take_array(INTS, triangle_offsets) && reader.take_key("parts") &&
			reader.take_array(INTS, parts) && reader.take_key("part_offsets") && reader.take_array(INTS, part_offsets) &&
			reader.take_key("fragment_parts") && reader.take_array(INTS, fragment_parts) && reader.take_key("neighbours") &&
			reader.take_array(INTS, neighbours) && reader.take_key("shared_lengths") &&
			reader.take_array(FLOATS, shared_lengths);
	if (!is_laid_out) {
		return false;
	}
	const size_t count = fragment_count();
	return areas.size() == count && are_offsets(offsets, count, points.size()) &&
			are_offsets(triangle_offsets, count, triangles.size()) && !part_offsets.empty() &&
			are_offsets(part_offsets, part_offsets.size() - 1, parts.size()) &&
			are_offsets(fragment_parts, count, part_offsets.size() - 1) && are_corners(*this) &&
			neighbours.size() == 2 * shared_lengths.size() && are_numbers(neighbours, count);
}

} // namespace cutout
