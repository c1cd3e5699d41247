#include "channel.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace cutout {

Channel::Channel(std::function<void()> p_opened) :
		_opened(std::move(p_opened)),
		_host_side{ CUTOUT_HOST_ABI, _wake.fd(), this, &Channel::opened, &Channel::receive, &Channel::send } {}

Arrival Channel::poll() {
	const std::lock_guard lock(_mutex);
	if (_to_game.empty()) {
		return nullptr;
	}
	Arrival message = std::move(_to_game.front());
	_to_game.pop_front();
	return message;
}

void Channel::reset() {
	_to_host.reset();
	std::deque<Arrival> old;
	const std::lock_guard lock(_mutex);
	old.swap(_to_game);
}

void Channel::retire() {
	std::deque<Arrival> old;
	const std::lock_guard lock(_mutex);
	old.swap(_to_game);
	_retired = true;
}

void Channel::opened(void *p_self) noexcept {
	static_cast<Channel *>(p_self)->_opened();
}

int Channel::receive(void *p_self, CutoutSink p_message) noexcept {
	Bytes message;
	switch (static_cast<Channel *>(p_self)->_to_host.pop(message)) {
		case ByteQueue::Pop::MESSAGE:
			p_message.write(p_message.target, message.data(), message.size());
			return CUTOUT_RECEIVED_MESSAGE;
		case ByteQueue::Pop::CLOSED:
			return CUTOUT_RECEIVED_CLOSED;
		case ByteQueue::Pop::NOTHING:
			break;
	}
	return CUTOUT_RECEIVED_NOTHING;
}

int Channel::send(void *p_self, const uint8_t *p_data, size_t p_size) noexcept {
	Channel &self = *static_cast<Channel *>(p_self);
	try {
		if (!self.is_retired()) {
			auto message = std::make_unique<PackedArray<uint8_t>>(p_size);
			std::copy_n(p_data, p_size, message->elements().begin());
			self.arrive(std::move(message));
		}
		return 0;
	} catch (const std::bad_alloc &) {
		return -1;
	}
}

bool Channel::is_retired() {
	const std::lock_guard lock(_mutex);
	return _retired;
}

void Channel::arrive(Arrival p_message) {
	const std::lock_guard lock(_mutex);
	if (!_retired) {
		_to_game.push_back(std::move(p_message));
	}
}

} // namespace cutout
