#pragma once

#include <stdexcept>

namespace cutout {

// Why the host cannot run: a sentence for the developer of the game that says what is wrong and what to do.
// Thrown and caught on the bridge thread only.
class Failure : public std::runtime_error {
public:
	using std::runtime_error::runtime_error;
};

} // namespace cutout
