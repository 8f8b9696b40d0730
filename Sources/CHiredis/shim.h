#pragma once
#include <hiredis/hiredis.h>
#include <sys/eventfd.h>

/* eventfd(2) is not among what Glibc's module declares. */
static inline int streav_redis_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
