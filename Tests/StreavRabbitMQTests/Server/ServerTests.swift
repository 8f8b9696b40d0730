import Testing

/// What needs a server of its own: one for all, one test after the other, since some of them kill it.
@Suite("RabbitMQ: a server", .server, .serialized)
enum ServerTests {}
