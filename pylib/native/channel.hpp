#pragma once

#include "cutout_host.h"

#include <pybind11/pybind11.h>

namespace cutout {

// The channel as Python sees it: receive, send and fileno, the protocol cutout.host.channel.Channel.
// Python may keep the object for as long as it likes; after detach() it does nothing but raise EOFError.
// Every method needs the GIL and returns at once.
class Channel {
	const CutoutChannel *_table;

public:
	explicit Channel(const CutoutChannel &p_table) :
			_table(&p_table) {}

	// The run is over: the game's end of the pipe may belong to another run now.
	void detach() { _table = nullptr; }

	pybind11::object receive();
	void send(const pybind11::buffer &p_message);
	int fileno();

private:
	const CutoutChannel &table() const;
};

// The name of the built-in module that holds the class. Importing it registers the type.
inline constexpr char CHANNEL_MODULE[] = "_cutout_channel";

} // namespace cutout
