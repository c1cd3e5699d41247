#include "cutout_python.hpp"

#include "bridge_thread.hpp"
#include "godot_api.hpp"
#include "method.hpp"

namespace cutout {

namespace {

constexpr GDExtensionVariantType INT = GDEXTENSION_VARIANT_TYPE_INT;
constexpr GDExtensionVariantType STRING = GDEXTENSION_VARIANT_TYPE_STRING;
constexpr GDExtensionVariantType BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY;
constexpr GDExtensionVariantType NOTHING = GDEXTENSION_VARIANT_TYPE_NIL;

// Hash of the signature of Object.notification, from Godot's extension_api.json.
constexpr GDExtensionInt NOTIFICATION_HASH = 4023243586;

// Any enum of ours crosses as an int.
template <typename T>
void write_int(GDExtensionTypePtr r_result, T p_value) {
	*static_cast<int64_t *>(r_result) = static_cast<int64_t>(p_value);
}

void start(const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	write_int(r_result, BridgeThread::singleton().start(read_string(p_arguments[0]), read_string(p_arguments[1])));
}

void post(const GDExtensionConstTypePtr *p_arguments, GDExtensionTypePtr r_result) {
	const std::span<const uint8_t> message = view_bytes(p_arguments[0]);
	write_int(r_result, BridgeThread::singleton().post(Bytes(message.begin(), message.end())));
}

void poll(const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_bytes(r_result, BridgeThread::singleton().poll());
}

void stop(const GDExtensionConstTypePtr *, GDExtensionTypePtr) {
	BridgeThread::singleton().stop();
}

void state(const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
	write_int(r_result, BridgeThread::singleton().state());
}

void last_error(const GDExtensionConstTypePtr *, GDExtensionTypePtr r_result) {
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

StaticName &class_name() {
	static StaticName name("CutoutPython");
	return name;
}

StaticName &parent_name() {
	static StaticName name("RefCounted");
	return name;
}

void notify_postinitialize(GDExtensionObjectPtr p_object) {
	static StaticName object("Object");
	static StaticName notification("notification");
	static const GDExtensionMethodBindPtr method =
			godot.classdb_get_method_bind(object.ptr(), notification.ptr(), NOTIFICATION_HASH);
	const int64_t what = 0; // NOTIFICATION_POSTINITIALIZE
	const GDExtensionBool reversed = false;
	const GDExtensionConstTypePtr arguments[] = { &what, &reversed };
	godot.object_method_bind_ptrcall(method, p_object, arguments, nullptr);
}

GDExtensionObjectPtr create_instance(void *, GDExtensionBool p_notify_postinitialize) {
	GDExtensionObjectPtr object = godot.classdb_construct_object2(parent_name().ptr());
	godot.object_set_instance(object, class_name().ptr(), new CutoutPython);
	if (p_notify_postinitialize) {
		notify_postinitialize(object);
	}
	return object;
}

void free_instance(void *, GDExtensionClassInstancePtr p_instance) {
	delete static_cast<CutoutPython *>(p_instance);
}

} // namespace

void CutoutPython::register_class() {
	GDExtensionClassCreationInfo5 info = {};
	info.is_exposed = true;
	info.create_instance_func = create_instance;
	info.free_instance_func = free_instance;
	godot.classdb_register_extension_class5(godot.library, class_name().ptr(), parent_name().ptr(), &info);
	register_methods(class_name().ptr(), METHODS);
}

void CutoutPython::unregister_class() {
	godot.classdb_unregister_extension_class(godot.library, class_name().ptr());
}

} // namespace cutout
