#include "child_process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cutout {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int LOOK_INTERVAL_MSEC = 100;

// What the time since the last look counts for at most: far more than a busy machine makes of it.
constexpr std::chrono::milliseconds LONGEST_LOOK{ 500 };

// More than a traceback needs; the rest of a chatty process is read and dropped.
constexpr size_t CAPTURE_LIMIT = 64 * 1024;

// How often a process is looked at that has closed its output but has not ended, which is rare and short.
constexpr int REAP_INTERVAL_MSEC = 2;

void check(int p_error, const char *p_what) {
	if (p_error != 0) {
		throw std::system_error(p_error, std::generic_category(), p_what);
	}
}

struct Pipe {
	int fds[2] = { -1, -1 };

	Pipe() { check(pipe2(fds, O_CLOEXEC) == 0 ? 0 : errno, "pipe"); }
	Pipe(const Pipe &) = delete;
	Pipe &operator=(const Pipe &) = delete;
	~Pipe() {
		for (const int fd : fds) {
			if (fd >= 0) {
				close(fd);
			}
		}
	}

	int take_read_end() { return std::exchange(fds[0], -1); }
	int write_end() const { return fds[1]; }
};

struct FileActions {
	posix_spawn_file_actions_t value;

	FileActions() { check(posix_spawn_file_actions_init(&value), "posix_spawn_file_actions_init"); }
	FileActions(const FileActions &) = delete;
	FileActions &operator=(const FileActions &) = delete;
	~FileActions() { posix_spawn_file_actions_destroy(&value); }
};

struct Attributes {
	posix_spawnattr_t value;

	// A group of its own, so that a wrapper script's children can be killed with it, and the signals of a fresh
	// process: the bridge thread blocks SIGPIPE.
	Attributes() {
		check(posix_spawnattr_init(&value), "posix_spawnattr_init");
		sigset_t none;
		sigset_t all;
		sigemptyset(&none);
		sigfillset(&all);
		posix_spawnattr_setpgroup(&value, 0);
		posix_spawnattr_setsigmask(&value, &none);
		posix_spawnattr_setsigdefault(&value, &all);
		posix_spawnattr_setflags(&value, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	}
	Attributes(const Attributes &) = delete;
	Attributes &operator=(const Attributes &) = delete;
	~Attributes() { posix_spawnattr_destroy(&value); }
};

// Reads what is there. False at the end of the stream.
bool read_some(int p_fd, std::string &r_text) {
	char buffer[4096];
	const ssize_t size = read(p_fd, buffer, sizeof(buffer));
	if (size > 0) {
		r_text.append(buffer, std::min(static_cast<size_t>(size), CAPTURE_LIMIT - r_text.size()));
	}
	return size > 0 || (size < 0 && errno == EINTR);
}

int exit_code(int p_status) {
	return WIFSIGNALED(p_status) ? -WTERMSIG(p_status) : WEXITSTATUS(p_status);
}

} // namespace

// How long a wait may take. While the whole machine stands still, as a virtual one may, the process cannot get on
// either: that does not count.
class ChildProcess::Patience {
public:
	explicit Patience(Clock::duration p_limit) :
			_left(p_limit) {}

	bool is_over() {
		const Clock::time_point now = Clock::now();
		_left -= std::min<Clock::duration>(now - _last, LONGEST_LOOK);
		_last = now;
		return _left <= Clock::duration::zero();
	}

private:
	Clock::duration _left;
	Clock::time_point _last = Clock::now();
};

ChildProcess::ChildProcess(const std::vector<std::string> &p_command) {
	std::vector<char *> arguments;
	for (const std::string &argument : p_command) {
		arguments.push_back(const_cast<char *>(argument.c_str()));
	}
	arguments.push_back(nullptr);

	Pipe output;
	Pipe errors;
	FileActions actions;
	const Attributes attributes;
	check(posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null", O_RDONLY, 0), "stdin");
	check(posix_spawn_file_actions_adddup2(&actions.value, output.write_end(), STDOUT_FILENO), "stdout");
	check(posix_spawn_file_actions_adddup2(&actions.value, errors.write_end(), STDERR_FILENO), "stderr");
	check(posix_spawnp(&_pid, arguments[0], &actions.value, &attributes.value, arguments.data(), environ),
			arguments[0]);
	_output_fd = output.take_read_end();
	_error_fd = errors.take_read_end();
}

ChildProcess::~ChildProcess() {
	if (_pid > 0) {
		kill(-_pid, SIGKILL);
		while (waitpid(_pid, nullptr, 0) < 0 && errno == EINTR) {
		}
	}
	close(_output_fd);
	close(_error_fd);
}

bool ChildProcess::wait_for_output(int p_cancel_fd, Patience &p_patience, ChildOutput &r_output) {
	// poll() ignores negative descriptors, so a stream that ended is taken out by its sign.
	pollfd fds[] = { { p_cancel_fd, POLLIN, 0 }, { _output_fd, POLLIN, 0 }, { _error_fd, POLLIN, 0 } };
	std::string *const texts[] = { nullptr, &r_output.output, &r_output.errors };
	while (fds[1].fd >= 0 || fds[2].fd >= 0) {
		const int ready = ::poll(fds, 3, LOOK_INTERVAL_MSEC);
		if ((ready < 0 && errno != EINTR) || p_patience.is_over()) {
			return false;
		}
		if (ready <= 0) {
			continue;
		}
		if (fds[0].revents != 0) {
			return false;
		}
		for (int i = 1; i <= 2; i++) {
			if (fds[i].revents != 0 && !read_some(fds[i].fd, *texts[i])) {
				fds[i].fd = -1;
			}
		}
	}
	return true;
}

std::optional<ChildOutput> ChildProcess::wait(const EventFd &p_cancel, std::chrono::milliseconds p_limit) {
	Patience patience(p_limit);
	ChildOutput result;
	if (!wait_for_output(p_cancel.fd(), patience, result)) {
		return std::nullopt;
	}
	pollfd cancel = { p_cancel.fd(), POLLIN, 0 };
	int status = 0;
	while (waitpid(_pid, &status, WNOHANG) == 0) {
		if (::poll(&cancel, 1, REAP_INTERVAL_MSEC) > 0 || patience.is_over()) {
			return std::nullopt;
		}
	}
	_pid = -1;
	result.code = exit_code(status);
	return result;
}

} // namespace cutout
