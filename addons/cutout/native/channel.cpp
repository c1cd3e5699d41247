#include "channel.hpp"

#include <new>
#include <utility>

namespace cutout {

Channel::Channel(std::function<void()> p_opened) :
		_opened(std::move(p_opened)),
		_host_side{ CUTOUT_HOST_ABI, _wake.fd(), this, &Channel::opened, &Channel::receive, &Channel::send } {}

Bytes Channel::poll() {
	Bytes message;
	_to_game.pop(message);
	return message;
}

void Channel::reset() {
	_to_host.reset();
	_to_game.reset();
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
	try {
		static_cast<Channel *>(p_self)->_to_game.push(Bytes(p_data, p_data + p_size));
		return 0;
	} catch (const std::bad_alloc &) {
		return -1;
	}
}

} // namespace cutout
