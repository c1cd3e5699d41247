#pragma once

#include "event_fd.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace cutout {

struct ChildOutput {
	// The exit code, or minus the number of the signal that ended the process.
	int code = 0;
	std::string output;
	std::string errors;
};

// A short-lived process whose output is captured. The object owns the process: when it goes, the process is killed
// and reaped, with all its children. One thread at a time.
//
// If the game itself is killed, the process is left to end by itself.
//
// The child gets our environment, nothing on its standard input, and default signals.
class ChildProcess {
public:
	// Looks for the program on PATH if its name holds no slash. Throws std::system_error.
	explicit ChildProcess(const std::vector<std::string> &p_command);
	ChildProcess(const ChildProcess &) = delete;
	ChildProcess &operator=(const ChildProcess &) = delete;
	~ChildProcess();

	// Waits for the end of the process, and returns nothing if p_cancel is raised or p_limit has passed. Time in which
	// the whole machine stands still does not count.
	std::optional<ChildOutput> wait(const EventFd &p_cancel, std::chrono::milliseconds p_limit);

private:
	class Patience;

	bool wait_for_output(int p_cancel_fd, Patience &p_patience, ChildOutput &r_output);

	pid_t _pid = -1;
	int _output_fd = -1;
	int _error_fd = -1;
};

} // namespace cutout
