// The interpreter that an exported game takes along: runs the libpython in ../lib, wherever the folder was put. A Python's
// own executable will not do: it finds its libpython by the path that it was built for, or has one inside that no game can
// load. Not linked to libpython either, for the same reason.

#include <dlfcn.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <string>

namespace {

constexpr int NOT_STARTED = 127; // what a shell says of a program that cannot be run

std::string home_folder() {
	char path[PATH_MAX];
	const ssize_t size = readlink("/proc/self/exe", path, sizeof(path));
	std::string folder(path, size > 0 ? size : 0);
	for (int level = 0; level < 2; level++) {
		const size_t slash = folder.rfind('/');
		folder.resize(slash == std::string::npos ? 0 : slash);
	}
	return folder;
}

} // namespace

int main(int p_count, char **p_arguments) {
	const std::string path = home_folder() + "/lib/" CUTOUT_LIBPYTHON;
	// Global, since Python's extension modules are not linked to it.
	void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
	const auto run = library ? reinterpret_cast<int (*)(int, char **)>(dlsym(library, "Py_BytesMain")) : nullptr;
	if (!run) {
		std::fprintf(stderr, "Cannot load %s; export the game again\n", dlerror());
		return NOT_STARTED;
	}
	return run(p_count, p_arguments);
}
