#include "locate.hpp"

#include "child_process.hpp"
#include "failure.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

#include <poll.h>

namespace cutout {

namespace {

// It takes 50 ms on a warm disk. A cold network disk may need seconds.
constexpr std::chrono::seconds TIME_LIMIT{ 30 };

const char SETTING_ADVICE[] = "; set 'cutout/python/executable' to a Python 3.11 or newer that has the package 'cutout'";

bool is_raised(const EventFd &p_event) {
	pollfd fd = { p_event.fd(), POLLIN, 0 };
	return ::poll(&fd, 1, 0) > 0;
}

std::string trimmed(const std::string &p_text) {
	const size_t last = p_text.find_last_not_of(" \r\n\t");
	return last == std::string::npos ? "" : p_text.substr(0, last + 1);
}

std::string start_failure(const std::string &p_python, const std::system_error &p_error) {
	const std::string name = "The Python interpreter '" + p_python + "'";
	switch (p_error.code().value()) {
		case ENOENT:
			return name + " was not found" + SETTING_ADVICE;
		case EACCES:
			return name + " may not be executed" + SETTING_ADVICE;
		default:
			return name + " could not be started: " + p_error.code().message() + SETTING_ADVICE;
	}
}

std::string run_failure(const std::string &p_python, const ChildOutput &p_result) {
	if (p_result.errors.find("No module named cutout") != std::string::npos) {
		return "The Python interpreter '" + p_python + "' has no package 'cutout': install it there ('make setup' in " +
				"Cutout's source tree), or set 'cutout/python/executable' to one that has it\n" + trimmed(p_result.errors);
	}
	const std::string end = p_result.code < 0
			? "was ended by signal " + std::to_string(-p_result.code)
			: "failed with exit code " + std::to_string(p_result.code);
	const std::string reason = p_result.errors.empty() ? "it printed nothing" : trimmed(p_result.errors);
	return "'" + p_python + " -m cutout locate' " + end + ": " + reason;
}

} // namespace

Location parse_location(const std::string &p_text) {
	Location location;
	const struct {
		const char *key;
		std::string &value;
	} fields[] = {
		{ "executable", location.executable },
		{ "version", location.version },
		{ "libpython", location.libpython },
		{ "host", location.host },
	};
	size_t start = 0;
	while (start < p_text.size()) {
		const size_t end = std::min(p_text.find('\n', start), p_text.size());
		const std::string line = p_text.substr(start, end - start);
		for (const auto &field : fields) {
			const std::string prefix = std::string(field.key) + "=";
			if (line.starts_with(prefix)) {
				field.value = line.substr(prefix.size());
			}
		}
		start = end + 1;
	}
	for (const auto &field : fields) {
		if (field.value.empty()) {
			throw Failure("'python -m cutout locate' printed no '" + std::string(field.key) +
					"': the package and the extension are of different versions, reinstall both\n" + trimmed(p_text));
		}
	}
	return location;
}

std::optional<Location> locate(const std::string &p_python, const EventFd &p_cancel) {
	std::optional<ChildOutput> result;
	try {
		// -I: neither the game's folder, nor PYTHON* variables, nor the user's packages, none of which the embedded
		// interpreter will see either.
		ChildProcess child({ p_python, "-I", "-m", "cutout", "locate" });
		result = child.wait(p_cancel, TIME_LIMIT);
	} catch (const std::system_error &error) {
		throw Failure(start_failure(p_python, error));
	}
	if (!result) {
		if (is_raised(p_cancel)) {
			return std::nullopt;
		}
		throw Failure("'" + p_python + " -m cutout locate' did not end within " + std::to_string(TIME_LIMIT.count()) +
				" seconds and was killed" + SETTING_ADVICE);
	}
	if (result->code != 0) {
		throw Failure(run_failure(p_python, *result));
	}
	return parse_location(result->output);
}

} // namespace cutout
