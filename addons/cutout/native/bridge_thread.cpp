#include "bridge_thread.hpp"

#include "failure.hpp"
#include "locate.hpp"

#include <csignal>
#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <pthread.h>

namespace cutout {

namespace {

// Godot leaves SIGPIPE deadly and our Python installs no handlers: without this a write to a worker that just died
// ends the game. Only this signal, for workers inherit the mask.
void block_sigpipe() {
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

BridgeThread &BridgeThread::singleton() {
	static BridgeThread *const bridge = new BridgeThread;
	return *bridge;
}

BridgeThread::BridgeThread() :
		_channel([this] { set_running(); }) {}

Error BridgeThread::start(std::string p_python, std::string p_options) {
	const std::lock_guard lock(_mutex);
	if (_quit) {
		return Error::ERR_UNAVAILABLE;
	}
	if (_state == State::STOPPING) {
		_error = "Python is still stopping: call start() again when state() is 0 (idle)";
		return Error::ERR_BUSY;
	}
	if (_state == State::STARTING || _state == State::RUNNING) {
		return Error::ERR_ALREADY_IN_USE;
	}
	if (p_python.empty()) {
		_error = "start() was called without the path of a Python interpreter; set 'cutout/python/executable'";
		return Error::ERR_INVALID_PARAMETER;
	}
	try {
		if (!_channel.is_valid() || !_cancel.is_valid()) {
			throw std::system_error(EMFILE, std::generic_category());
		}
		if (!_has_thread) {
			std::thread(&BridgeThread::thread_main, this).detach();
			_has_thread = true;
		}
	} catch (const std::system_error &error) {
		_state = State::FAILED;
		_error = std::string("The bridge thread could not be created: ") + error.what();
		return Error::ERR_CANT_CREATE;
	}
	_channel.reset();
	_cancel.lower();
	_error.clear();
	_python = std::move(p_python);
	_options = std::move(p_options);
	_state = State::STARTING;
	_requested = true;
	_changed.notify_all();
	return Error::OK;
}

Error BridgeThread::post(Bytes p_message) {
	if (p_message.empty()) {
		return Error::ERR_INVALID_PARAMETER; // poll() says "nothing" that way
	}
	const std::lock_guard lock(_mutex);
	if (_state != State::STARTING && _state != State::RUNNING) {
		return Error::ERR_UNAVAILABLE;
	}
	_channel.post(std::move(p_message));
	return Error::OK;
}

bool BridgeThread::ask_to_stop() {
	if (_state != State::STARTING && _state != State::RUNNING) {
		return false;
	}
	_state = State::STOPPING;
	_channel.close();
	_cancel.raise();
	return true;
}

void BridgeThread::stop() {
	const std::lock_guard lock(_mutex);
	if (!ask_to_stop() && _state == State::FAILED) {
		_state = State::IDLE;
		_error.clear();
	}
}

State BridgeThread::state() const {
	const std::lock_guard lock(_mutex);
	return _state;
}

std::string BridgeThread::last_error() const {
	const std::lock_guard lock(_mutex);
	return _error;
}

void BridgeThread::shutdown(std::chrono::milliseconds p_limit) {
	std::unique_lock lock(_mutex);
	_quit = true;
	ask_to_stop();
	_changed.notify_all();
	_changed.wait_for(lock, p_limit, [this] { return !_has_thread; });
	_channel.retire();
}

void BridgeThread::thread_main() {
	pthread_setname_np(pthread_self(), "cutout-python");
	block_sigpipe();
	std::unique_lock lock(_mutex);
	while (true) {
		_changed.wait(lock, [this] { return _requested || _quit; });
		if (_quit) {
			break;
		}
		_requested = false;
		const std::string python = _python;
		const std::string options = _options;
		lock.unlock();
		std::string error;
		try {
			serve(python, options);
		} catch (const std::exception &failure) {
			error = failure.what();
		}
		lock.lock();
		settle(std::move(error));
	}
	lock.unlock();
	_host.finalize();
	lock.lock();
	_state = State::IDLE;
	_has_thread = false;
	_changed.notify_all();
}

void BridgeThread::serve(const std::string &p_python, const std::string &p_options) {
	if (!_host.is_bound()) {
		const std::optional<Location> location = locate(p_python, _cancel);
		if (!location) {
			return; // stop() was called
		}
		_host_python = p_python;
		_host.load(*location);
	} else if (p_python != _host_python) {
		throw Failure("Python '" + _host_python + "' is loaded already, so '" + p_python +
				"' cannot be: restart the game to change the interpreter");
	}
	if (state() == State::STARTING) {
		_host.run(_channel.host_side(), p_options);
	}
}

void BridgeThread::settle(std::string p_error) {
	if (p_error.empty() && _state != State::STOPPING) {
		p_error = "cutout.host.main ended without being asked to: start() may be called again";
	}
	_state = p_error.empty() ? State::IDLE : State::FAILED;
	_error = std::move(p_error);
}

void BridgeThread::set_running() {
	const std::lock_guard lock(_mutex);
	if (_state == State::STARTING) {
		_state = State::RUNNING;
	}
}

} // namespace cutout
