import Testing

/// What needs a server of its own: one test after the other, since they keep real time, and start and stop processes.
@Suite("Redis servers", .serialized)
enum ServerTests {}
