#pragma once

#include "event_fd.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace cutout {

using Bytes = std::vector<uint8_t>;

// Messages of one direction, first in, first out. Any thread may call any method; none waits for more than the lock,
// which is held to move a message, never to copy one.
//
// The queue has no limit of its own: the game bounds what it has in flight, and the host only answers.
class ByteQueue {
public:
	enum class Pop {
		MESSAGE,
		NOTHING,
		CLOSED,
	};

	// p_event, if any, is up while a message or the end waits. It must outlive the queue.
	explicit ByteQueue(EventFd *p_event = nullptr);

	void push(Bytes p_message);
	// Takes the oldest message. Reports the end only when no message is left.
	Pop pop(Bytes &r_message);
	void close();
	// Empties the queue and opens it again.
	void reset();

private:
	std::mutex _mutex;
	std::deque<Bytes> _messages;
	bool _closed = false;
	EventFd *_event;
};

} // namespace cutout
