#include "channel.hpp"

#include <pybind11/embed.h>

#include <memory>

namespace py = pybind11;

namespace cutout {

namespace {

[[noreturn]] void raise(PyObject *p_type, const char *p_message) {
	py::set_error(p_type, p_message);
	throw py::error_already_set();
}

// A view of any object's bytes, contiguous or refused by Python with a BufferError.
class BufferView {
	Py_buffer _view = {};

public:
	explicit BufferView(const py::buffer &p_object) {
		if (PyObject_GetBuffer(p_object.ptr(), &_view, PyBUF_SIMPLE) != 0) {
			throw py::error_already_set();
		}
	}
	BufferView(const BufferView &) = delete;
	BufferView &operator=(const BufferView &) = delete;
	~BufferView() { PyBuffer_Release(&_view); }

	const uint8_t *data() const { return static_cast<const uint8_t *>(_view.buf); }
	size_t size() const { return static_cast<size_t>(_view.len); }
};

void make_bytes(void *r_object, const uint8_t *p_data, size_t p_size) {
	*static_cast<PyObject **>(r_object) =
			PyBytes_FromStringAndSize(reinterpret_cast<const char *>(p_data), static_cast<Py_ssize_t>(p_size));
}

} // namespace

const CutoutChannel &Channel::table() const {
	if (!_table) {
		raise(PyExc_EOFError, "this channel belongs to a run of main that has ended");
	}
	return *_table;
}

py::object Channel::receive() {
	PyObject *message = nullptr;
	switch (table().receive(table().self, { &message, make_bytes })) {
		case CUTOUT_RECEIVED_MESSAGE:
			if (!message) {
				throw py::error_already_set();
			}
			return py::reinterpret_steal<py::bytes>(message);
		case CUTOUT_RECEIVED_CLOSED:
			raise(PyExc_EOFError, "the game has closed the channel");
		default:
			return py::none();
	}
}

void Channel::send(const py::buffer &p_message) {
	const BufferView message(p_message);
	if (message.size() == 0) {
		raise(PyExc_ValueError, "an empty message cannot be sent: the game reads it as none");
	}
	if (table().send(table().self, message.data(), message.size()) != 0) {
		raise(PyExc_MemoryError, "no memory for the message");
	}
}

int Channel::fileno() {
	return table().wake_fd;
}

} // namespace cutout

PYBIND11_EMBEDDED_MODULE(_cutout_channel, module) {
	using cutout::Channel;
	py::class_<Channel, std::shared_ptr<Channel>>(module, "Channel", "The pipe of bytes to the game; see cutout.host.channel.")
			.def("receive", &Channel::receive, "The oldest message, or None. EOFError once closed and drained.")
			.def("send", &Channel::send, py::arg("message"), py::pos_only(), "Queue a message for the game.")
			.def("fileno", &Channel::fileno, "Readable while a message, or the end, waits.");
}
