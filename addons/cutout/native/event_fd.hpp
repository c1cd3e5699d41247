#pragma once

#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace cutout {

// A flag that poll() can wait for: the file descriptor is readable while the flag is up.
// Owns the descriptor. Any thread may call any method.
class EventFd {
	const int _fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

public:
	EventFd() = default;
	EventFd(const EventFd &) = delete;
	EventFd &operator=(const EventFd &) = delete;
	~EventFd() {
		if (is_valid()) {
			close(_fd);
		}
	}

	// False when the process has no descriptor left.
	bool is_valid() const { return _fd >= 0; }
	int fd() const { return _fd; }

	// The results are of no use: a write fails only at a count of 2^64 - 2, a read when the flag is down.
	void raise() { [[maybe_unused]] const int result = eventfd_write(_fd, 1); }
	void lower() {
		eventfd_t count = 0;
		[[maybe_unused]] const int result = eventfd_read(_fd, &count);
	}
};

} // namespace cutout
