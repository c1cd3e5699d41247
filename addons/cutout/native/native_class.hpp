#pragma once

#include "method.hpp"

namespace cutout {

// A class that scripts see: a RefCounted. Main thread.
class NativeClass {
public:
	// Makes and destroys what the methods of an object get as p_self.
	struct State {
		void *(*make)();
		void (*destroy)(void *p_self);
	};

private:
	StaticName _name;
	std::span<const Method> _methods;
	State _state;

public:
	// p_name must be a literal, and the methods static: Godot keeps pointers to both.
	NativeClass(const char *p_name, std::span<const Method> p_methods, State p_state) :
			_name(p_name), _methods(p_methods), _state(p_state) {}

	void add();
	void remove();

private:
	static GDExtensionObjectPtr create_instance(void *p_class, GDExtensionBool p_notify_postinitialize);
	static void free_instance(void *p_class, GDExtensionClassInstancePtr p_self);
};

// A state for a class whose objects are handles without one of their own.
constexpr NativeClass::State NO_STATE = { []() -> void * {
											 static char nothing;
											 return &nothing;
										 },
	[](void *) {} };

// Tells an object that was constructed that it is complete.
void notify_postinitialize(GDExtensionObjectPtr p_object);

} // namespace cutout
