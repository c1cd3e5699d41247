#include "byte_queue.hpp"

#include <utility>

namespace cutout {

ByteQueue::ByteQueue(EventFd *p_event) :
		_event(p_event) {}

void ByteQueue::push(Bytes p_message) {
	const std::lock_guard lock(_mutex);
	const bool was_empty = _messages.empty();
	_messages.push_back(std::move(p_message));
	// The wake-up is the dear part of a post (6 to 8 us), so only the first message of a burst pays for it.
	if (_event && was_empty) {
		_event->raise();
	}
}

ByteQueue::Pop ByteQueue::pop(Bytes &r_message) {
	const std::lock_guard lock(_mutex);
	if (_messages.empty()) {
		return _closed ? Pop::CLOSED : Pop::NOTHING;
	}
	r_message = std::move(_messages.front());
	_messages.pop_front();
	if (_event && _messages.empty() && !_closed) {
		_event->lower();
	}
	return Pop::MESSAGE;
}

void ByteQueue::close() {
	const std::lock_guard lock(_mutex);
	_closed = true;
	if (_event) {
		_event->raise();
	}
}

void ByteQueue::reset() {
	std::deque<Bytes> old;
	const std::lock_guard lock(_mutex);
	old.swap(_messages);
	_closed = false;
	if (_event) {
		_event->lower();
	}
}

} // namespace cutout
