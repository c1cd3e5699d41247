#include "native_class.hpp"

#include "engine_method.hpp"

namespace cutout {

namespace {

// Hash of the signature of Object.notification, from Godot's extension_api.json.
constexpr GDExtensionInt NOTIFICATION_HASH = 4023243586;

StaticName &parent_name() {
	static StaticName name("RefCounted");
	return name;
}

} // namespace

void notify_postinitialize(GDExtensionObjectPtr p_object) {
	static const EngineMethod notification("Object", "notification", NOTIFICATION_HASH);
	const int64_t what = 0; // NOTIFICATION_POSTINITIALIZE
	const GDExtensionBool reversed = false;
	notification.call(p_object, nullptr, &what, &reversed);
}

GDExtensionObjectPtr NativeClass::create_instance(void *p_class, GDExtensionBool p_notify_postinitialize) {
	NativeClass &own = *static_cast<NativeClass *>(p_class);
	GDExtensionObjectPtr object = godot.classdb_construct_object2(parent_name().ptr());
	godot.object_set_instance(object, own._name.ptr(), own._state.make());
	if (p_notify_postinitialize) {
		notify_postinitialize(object);
	}
	return object;
}

void NativeClass::free_instance(void *p_class, GDExtensionClassInstancePtr p_self) {
	static_cast<NativeClass *>(p_class)->_state.destroy(p_self);
}

void NativeClass::add() {
	GDExtensionClassCreationInfo5 info = {};
	info.is_exposed = true;
	info.create_instance_func = create_instance;
	info.free_instance_func = free_instance;
	info.class_userdata = this;
	godot.classdb_register_extension_class5(godot.library, _name.ptr(), parent_name().ptr(), &info);
	register_methods(_name.ptr(), _methods);
}

void NativeClass::remove() {
	godot.classdb_unregister_extension_class(godot.library, _name.ptr());
}

} // namespace cutout
