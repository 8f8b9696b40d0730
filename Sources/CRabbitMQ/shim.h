// librabbitmq, and what of it and of the system Swift cannot call: variadic functions, `struct timeval`, frames as
// unions, ioctl(2).
#pragma once

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static inline struct timeval streav_amqp_time(int64_t milliseconds) {
    struct timeval time = {.tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
    return time;
}

static inline int streav_amqp_open(amqp_socket_t *socket, const char *host, int port, int64_t milliseconds) {
    struct timeval limit = streav_amqp_time(milliseconds);
    return amqp_socket_open_noblock(socket, host, port, &limit);
}

static inline void streav_amqp_set_deadlines(amqp_connection_state_t link, int64_t handshake, int64_t answer) {
    struct timeval limit = streav_amqp_time(handshake);
    amqp_set_handshake_timeout(link, &limit);
    limit = streav_amqp_time(answer);
    amqp_set_rpc_timeout(link, &limit);
}

static inline amqp_table_entry_t streav_amqp_capability(const char *name) {
    amqp_table_entry_t entry;
    memset(&entry, 0, sizeof entry);
    entry.key = amqp_cstring_bytes(name);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = 1;
    return entry;
}

// Says what we understand, so that the server tells of blocking, of cancelled consumers, and why a login failed.
static inline amqp_rpc_reply_t streav_amqp_login(
    amqp_connection_state_t link, const char *host, int frame_bytes, int heartbeat, const char *user,
    const char *password) {
    amqp_table_entry_t capabilities[5] = {
        streav_amqp_capability("connection.blocked"),
        streav_amqp_capability("consumer_cancel_notify"),
        streav_amqp_capability("basic.nack"),
        streav_amqp_capability("publisher_confirms"),
        streav_amqp_capability("authentication_failure_close"),
    };
    amqp_table_entry_t properties[2];
    memset(properties, 0, sizeof properties);
    properties[0].key = amqp_cstring_bytes("capabilities");
    properties[0].value.kind = AMQP_FIELD_KIND_TABLE;
    properties[0].value.value.table.num_entries = 5;
    properties[0].value.value.table.entries = capabilities;
    properties[1].key = amqp_cstring_bytes("connection_name");
    properties[1].value.kind = AMQP_FIELD_KIND_UTF8;
    properties[1].value.value.bytes = amqp_cstring_bytes("streav");
    amqp_table_t table = {.num_entries = 2, .entries = properties};
    return amqp_login_with_properties(
        link, host, 0, frame_bytes, heartbeat, &table, AMQP_SASL_METHOD_PLAIN, user, password);
}

// The next frame that has arrived, without waiting: AMQP_STATUS_TIMEOUT when there is none. Sends a heartbeat when one
// is due, and says AMQP_STATUS_HEARTBEAT_TIMEOUT when the server's are missing.
static inline int streav_amqp_receive(amqp_connection_state_t link, amqp_frame_t *frame) {
    struct timeval now = {0, 0};
    return amqp_simple_wait_frame_noblock(link, frame, &now);
}

// The method and the header of a message whose body follows in pieces.
static inline int streav_amqp_begin_publish(
    amqp_connection_state_t link, amqp_channel_t channel, amqp_basic_publish_t *method,
    amqp_basic_properties_t *properties, uint64_t body_bytes) {
    int status = amqp_send_method(link, channel, AMQP_BASIC_PUBLISH_METHOD, method);
    if (status < 0) { return status; }
    amqp_frame_t frame;
    memset(&frame, 0, sizeof frame);
    frame.frame_type = AMQP_FRAME_HEADER;
    frame.channel = channel;
    frame.payload.properties.class_id = AMQP_BASIC_CLASS;
    frame.payload.properties.body_size = body_bytes;
    frame.payload.properties.decoded = properties;
    return amqp_send_frame(link, &frame);
}

static inline int streav_amqp_send_body(
    amqp_connection_state_t link, amqp_channel_t channel, const void *bytes, size_t count) {
    amqp_frame_t frame;
    memset(&frame, 0, sizeof frame);
    frame.frame_type = AMQP_FRAME_BODY;
    frame.channel = channel;
    frame.payload.body_fragment.bytes = (void *)bytes;
    frame.payload.body_fragment.len = count;
    return amqp_send_frame(link, &frame);
}

// How many bytes the kernel has yet to send or to see acknowledged; -1 when it does not say.
static inline int streav_socket_unsent(int socket) {
    int bytes = 0;
    return ioctl(socket, SIOCOUTQ, &bytes) == 0 ? bytes : -1;
}

static inline void streav_socket_set_send_buffer(int socket, int bytes) {
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

static inline int streav_wake_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

static inline void streav_wake_raise(int wake) {
    uint64_t one = 1;
    ssize_t written = write(wake, &one, sizeof one);
    (void)written;
}

static inline void streav_wake_clear(int wake) {
    uint64_t count;
    ssize_t taken = read(wake, &count, sizeof count);
    (void)taken;
}

// Waits until the socket has something to read, the wake is raised, or the time is over. A socket of -1 is left out, a
// time of -1 is for ever.
static inline void streav_wait(int socket, int wake, int milliseconds) {
    struct pollfd watched[2] = {{.fd = wake, .events = POLLIN}, {.fd = socket, .events = POLLIN}};
    poll(watched, 2, milliseconds);
}

// Names the calling thread, for whoever looks at the process; Linux keeps 15 bytes.
static inline void streav_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
