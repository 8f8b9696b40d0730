// Publishes to a queue of RabbitMQ by librabbitmq alone, with so many messages unconfirmed at once: what the C library
// can do in one thread, without a port above it.
//   confirms ADDRESS EXCHANGE ROUTING_KEY WINDOW SECONDS
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BODY 200
// Larger than any window.
#define RING 65536

static void fail(const char *what) {
    fprintf(stderr, "confirms: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void check(amqp_connection_state_t state, const char *what) {
    if (amqp_get_rpc_reply(state).reply_type != AMQP_RESPONSE_NORMAL) fail(what);
}

int main(int count, char **arguments) {
    if (count != 6) fail("use: confirms ADDRESS EXCHANGE ROUTING_KEY WINDOW SECONDS");
    amqp_bytes_t exchange = amqp_cstring_bytes(arguments[2]), key = amqp_cstring_bytes(arguments[3]);
    unsigned window = (unsigned)atoi(arguments[4]);
    double seconds = atof(arguments[5]);
    if (window < 1 || window >= RING) fail("the window is 1 to 65535");

    char *address = strdup(arguments[1]);
    struct amqp_connection_info info;
    if (amqp_parse_url(address, &info) != AMQP_STATUS_OK) fail("the address cannot be read");
    amqp_connection_state_t state = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(state);
    if (!socket || amqp_socket_open(socket, info.host, info.port) != AMQP_STATUS_OK) fail("no connection");
    amqp_rpc_reply_t login =
        amqp_login(state, info.vhost, 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, info.user, info.password);
    if (login.reply_type != AMQP_RESPONSE_NORMAL) fail("no login");
    amqp_channel_open(state, 1);
    check(state, "no channel");
    amqp_confirm_select(state, 1);
    check(state, "no confirms");

    static char body[BODY];
    memset(body, 'x', sizeof body);
    static char isDone[RING];
    char number[24];
    // Tags begin with 1; `low` is the first that is not confirmed.
    unsigned long long sent = 0, low = 1, settled = 0, counted = 0;
    double begin = now() + 1, end = begin + seconds;
    while (1) {
        while (sent - settled < window && sent + 1 - low < RING) {
            amqp_basic_properties_t properties;
            properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CORRELATION_ID_FLAG |
                                AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_TYPE_FLAG;
            properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
            snprintf(number, sizeof number, "%llu", ++sent);
            properties.correlation_id = amqp_cstring_bytes(number);
            properties.message_id = amqp_cstring_bytes(number);
            properties.type = amqp_cstring_bytes("bench.event");
            amqp_bytes_t content = {sizeof body, body};
            isDone[sent % RING] = 0;
            if (amqp_basic_publish(state, 1, exchange, key, 1, 0, &properties, content) != AMQP_STATUS_OK)
                fail("not sent");
        }
        amqp_frame_t frame;
        if (amqp_simple_wait_frame(state, &frame) != AMQP_STATUS_OK) fail("the connection is lost");
        if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
            fail("the server answered something else than a confirm");
        amqp_basic_ack_t *ack = frame.payload.method.decoded;
        unsigned long long before = settled;
        for (unsigned long long tag = ack->multiple ? low : ack->delivery_tag; tag <= ack->delivery_tag; tag++) {
            if (!isDone[tag % RING]) settled++;
            isDone[tag % RING] = 1;
        }
        while (low <= sent && isDone[low % RING]) low++;
        amqp_maybe_release_buffers(state);
        double time = now();
        if (time > end) break;
        if (time > begin) counted += settled - before;
    }
    printf("{\"done\":%llu,\"seconds\":%g}\n", counted, seconds);
    amqp_connection_close(state, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(state);
    return 0;
}
