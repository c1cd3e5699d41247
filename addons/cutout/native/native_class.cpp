#include "native_class.hpp"

namespace cutout {

namespace {

// Hash of the signature of Object.notification, from Godot's extension_api.json.
constexpr GDExtensionInt NOTIFICATION_HASH = 4023243586;

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

// The class itself is every object's instance: there is nothing else to keep.
GDExtensionObjectPtr create_instance(void *p_class, GDExtensionBool p_notify_postinitialize) {
	GDExtensionObjectPtr object = godot.classdb_construct_object2(parent_name().ptr());
	godot.object_set_instance(object, static_cast<NativeClass *>(p_class)->name(), p_class);
	if (p_notify_postinitialize) {
		notify_postinitialize(object);
	}
	return object;
}

void free_instance(void *, GDExtensionClassInstancePtr) {}

} // namespace

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
