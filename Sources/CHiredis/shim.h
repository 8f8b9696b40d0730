#pragma once
#include <hiredis/hiredis.h>
#include <sys/eventfd.h>

/* What a reader waits for is the rest of a value, not of a line. */
static inline int streav_redis_is_in_value(const redisReader *reader) {
    return reader->ridx >= 0 && reader->rstack[reader->ridx].type == REDIS_REPLY_STRING;
}

/* eventfd(2) is not among what Glibc's module declares. */
static inline int streav_redis_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
