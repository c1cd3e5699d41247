/* The C ABI between the loader (addons/cutout/native) and the host library (pylib/native).
 *
 * The loader opens libpython, then the host library, and asks it for its table of functions. Everything here is
 * called on the bridge thread. No function lets an exception out. Plain C, because the two libraries may be built by
 * different compilers.
 */
#ifndef CUTOUT_HOST_H
#define CUTOUT_HOST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Both sides compare it first, so it changes with every change of this file. */
#define CUTOUT_HOST_ABI 1

/* The one symbol a host library exports; its type is CutoutGetHost. */
#define CUTOUT_HOST_SYMBOL "cutout_get_host"

/* Takes bytes from the other side, who keeps them alive until write returns. */
typedef struct {
	void *target;
	void (*write)(void *target, const uint8_t *data, size_t size);
} CutoutSink;

enum {
	CUTOUT_RECEIVED_CLOSED = -1, /* the game asked for the end, and every message was received */
	CUTOUT_RECEIVED_NOTHING = 0,
	CUTOUT_RECEIVED_MESSAGE = 1,
};

/* The game's end of the byte pipe. The loader owns it; it outlives the call of run that it is given to. */
typedef struct {
	uint32_t abi;
	/* Readable while a message or the end waits. */
	int wake_fd;
	void *self;
	/* Python is up and main is about to run. */
	void (*opened)(void *self);
	/* Never waits. Writes at most one message to the sink. */
	int (*receive)(void *self, CutoutSink message);
	/* Copies the message. 0, or -1 when memory ran out. */
	int (*send)(void *self, const uint8_t *data, size_t size);
} CutoutChannel;

/* What the host library does. The functions are called in this order, on one thread; run may be called many times. */
typedef struct {
	uint32_t abi;
	/* Starts the interpreter as `python`, an absolute path. 0, or -1 with a sentence in `error`: then do not retry. */
	int (*initialize)(const char *python, CutoutSink error);
	/* Calls cutout.host.main.main(channel, options). 0 when it returned, -1 with a traceback in `error`. */
	int (*run)(const CutoutChannel *channel, const char *options, CutoutSink error);
	/* Ends the interpreter, which cannot be started again. */
	void (*finalize)(void);
} CutoutHost;

typedef const CutoutHost *(*CutoutGetHost)(void);

#ifdef __cplusplus
}
#endif

#endif
