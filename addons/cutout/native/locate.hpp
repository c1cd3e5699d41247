#pragma once

#include "event_fd.hpp"

#include <optional>
#include <string>

namespace cutout {

// What must be loaded to run an interpreter inside the game.
struct Location {
	std::string executable; // the interpreter's absolute path
	std::string version;
	std::string libpython;
	std::string host;
};

// Runs `p_python -I -m cutout locate` and reads what it prints. Nothing if p_cancel is raised meanwhile.
// Throws Failure. Waits for the process, so only the bridge thread may call it.
std::optional<Location> locate(const std::string &p_python, const EventFd &p_cancel);

// Reads lines of the form key=value; unknown keys are skipped. Throws Failure if one of ours is absent.
Location parse_location(const std::string &p_text);

} // namespace cutout
