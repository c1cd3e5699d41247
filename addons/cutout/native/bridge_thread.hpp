#pragma once

#include "byte_queue.hpp"
#include "channel.hpp"
#include "event_fd.hpp"
#include "host_library.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

namespace cutout {

enum class State : int64_t {
	IDLE,
	STARTING,
	RUNNING,
	STOPPING,
	FAILED,
};

// Values of Godot's enum Error.
enum class Error : int64_t {
	OK = 0,
	ERR_UNAVAILABLE = 2,
	ERR_CANT_CREATE = 20,
	ERR_ALREADY_IN_USE = 22,
	ERR_INVALID_PARAMETER = 31,
	ERR_BUSY = 44,
};

// The one thread that runs Python, and what the rest of the game may ask of it.
//
//           start()            main is about to run
//   IDLE ───────────▶ STARTING ─────────────────────▶ RUNNING
//    ▲                   │ stop()                        │ stop()
//    │                   ▼                               ▼
//    └─ main ended ── STOPPING ◀─────────────────────────┘
//
// Anything that goes wrong on the way leads to FAILED; start() and stop() leave it. The thread is created by the first
// start() and then parked between runs, because worker processes are tied to the thread that forked them and Python
// cannot be started twice in a process.
//
// There is one object, and it is never destroyed: a Python that hangs must not keep the game from exiting, and the
// thread it hangs on still needs the object then. Any thread may call the public methods; all return at once but
// shutdown().
class BridgeThread {
public:
	static BridgeThread &singleton();

	// ERR_ALREADY_IN_USE while starting or running, ERR_BUSY while stopping (nothing changes: call it again when
	// state() is IDLE), ERR_UNAVAILABLE after shutdown().
	Error start(std::string p_python, std::string p_options);
	// ERR_UNAVAILABLE unless starting or running, ERR_INVALID_PARAMETER for an empty message.
	Error post(Bytes p_message);
	// The oldest message from the host, null if there is none.
	Arrival poll() { return _channel.poll(); }
	void stop();
	State state() const;
	std::string last_error() const;

	// Ends everything, and forgets what has arrived. Gives up after p_limit, and leaves the thread to the end of the
	// process. Main thread, while the engine can still destroy arrays.
	void shutdown(std::chrono::milliseconds p_limit);

private:
	BridgeThread();

	// On the bridge thread.
	void thread_main();
	void serve(const std::string &p_python, const std::string &p_options);
	void settle(std::string p_error);
	void set_running();

	// With the lock held. False if nothing runs.
	bool ask_to_stop();

	mutable std::mutex _mutex;
	std::condition_variable _changed;
	State _state = State::IDLE;
	std::string _error;
	std::string _python;
	std::string _options;
	bool _requested = false;
	bool _quit = false;
	bool _has_thread = false;

	Channel _channel;
	EventFd _cancel;

	// Of the bridge thread.
	HostLibrary _host;
	std::string _host_python;
};

} // namespace cutout
