#pragma once

#include "byte_queue.hpp"
#include "cutout_host.h"
#include "packed_array.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace cutout {

// A message for the game. Whoever holds the pointer owns it.
using Arrival = std::unique_ptr<PackedArray<uint8_t>>;

// The byte pipe between the game and the host: one queue each way, and the table of callbacks the host library is
// given. Must outlive every thread that uses it (the bridge is never destroyed). Any thread may call any method.
//
// What the host sends becomes an array of Godot's on the bridge thread, so that the main thread copies nothing.
class Channel {
public:
	// p_opened is called on the bridge thread when Python's main is about to run.
	explicit Channel(std::function<void()> p_opened);
	Channel(const Channel &) = delete;
	Channel &operator=(const Channel &) = delete;

	bool is_valid() const { return _wake.is_valid(); }

	void post(Bytes p_message) { _to_host.push(std::move(p_message)); }
	// The oldest message from the host, null if there is none.
	Arrival poll();
	// Tells the host to end once it has received what was posted before.
	void close() { _to_host.close(); }
	// Forgets all messages and opens the pipe for another run of the host.
	void reset();
	// Forgets what the host has sent, and from now on what it sends: the engine that made the arrays is about to go.
	void retire();

	const CutoutChannel &host_side() const { return _host_side; }

private:
	static void opened(void *p_self) noexcept;
	static int receive(void *p_self, CutoutSink p_message) noexcept;
	static int send(void *p_self, const uint8_t *p_data, size_t p_size) noexcept;

	bool is_retired();
	void arrive(Arrival p_message);

	EventFd _wake;
	ByteQueue _to_host{ &_wake };
	const std::function<void()> _opened;
	const CutoutChannel _host_side;

	std::mutex _mutex; // held to move a message, never to make or destroy one
	std::deque<Arrival> _to_game;
	bool _retired = false;
};

} // namespace cutout
