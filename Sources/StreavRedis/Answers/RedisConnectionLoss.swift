/// Why a connection is of no more use. Goes on after "Redis cannot be used:"; never holds a secret.
struct RedisConnectionLoss: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
