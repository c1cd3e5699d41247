#include "cutout_python.hpp"

#include "bridge_thread.hpp"
#include "godot_api.hpp"
#include "native_class.hpp"
#include "packed_array.hpp"

namespace cutout {

namespace {

constexpr GDExtensionVariantType INT = GDEXTENSION_VARIANT_TYPE_INT;
constexpr GDExtensionVariantType STRING = GDEXTENSION_VARIANT_TYPE_STRING;
constexpr GDExtensionVariantType BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY;
constexpr GDExtensionVariantType NOTHING = GDEXTENSION_VARIANT_TYPE_NIL;

// Any enum of ours crosses as an int.
template <typename T>
void write_int(GDExtensionTypePtr r_result, T p_value) {
	*static_cast<int64_t *>(r_result) = static_cast<int64_t>(p_value);
}

void start(void *, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	write_int(r_result, BridgeThread::singleton().start(read_string(p_arguments[0]), read_string(p_arguments[1])));
}

void post(void *, const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const std::span<const uint8_t> message = view_bytes(p_arguments[0]);
	write_int(r_result, BridgeThread::singleton().post(Bytes(message.begin(), message.end())));
}

void poll(void *, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	if (const Arrival message = BridgeThread::singleton().poll()) {
		const GDExtensionConstTypePtr arguments[] = { message->ptr() };
		PackedType::of<uint8_t>().copy(r_result, arguments); // shares the bytes
	}
}

void stop(void *, const GDExtensionConstTypePtr *, GDExtensionTypePtr) {
	BridgeThread::singleton().stop();
}

void state(void *, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_int(r_result, BridgeThread::singleton().state());
}

void last_error(void *, const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_string(r_result, BridgeThread::singleton().last_error());
}

constexpr Method METHODS[] = {
	{ "start", start, INT, 2, { { { "python", STRING }, { "options", STRING } } } },
	{ "post", post, INT, 1, { { { "message", BYTES } } } },
	{ "poll", poll, BYTES },
	{ "stop", stop, NOTHING },
	{ "state", state, INT },
	{ "last_error", last_error, STRING },
};

NativeClass &native_class() {
	static NativeClass made("CutoutPython", METHODS, NO_STATE);
	return made;
}

} // namespace

void CutoutPython::register_class() {
	PackedType::of<uint8_t>(); // the bridge thread makes arrays of it, but only the main thread asks for its functions
	native_class().add();
}

void CutoutPython::unregister_class() {
	native_class().remove();
}

} // namespace cutout
