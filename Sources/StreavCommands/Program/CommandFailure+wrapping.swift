internal import StreavControl
internal import StreavCrypto
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

extension CommandFailure {
    /// What an error of the platform means to whoever has typed the command.
    init(wrapping error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as InvalidInput: self.init(.usage, "\(error)")
        case let error as ControlError: self.init(.refused, "\(error)")
        case let error as MigrationError: self.init(.unavailable, "\(error)")
        case let error as DatabaseError: self.init(error)
        case let error as CacheError: self.init(.unavailable, "the cache does not answer (\(error.message)): start it")
        case let error as BrokerError:
            self.init(.unavailable, "the broker does not answer (\(error.message)): start it")
        case is CryptoError:
            self.init(
                .unavailable,
                "the secret key does not open what is stored: set the STREAV_SECRET_KEY that the data was made with")
        case is PasswordHasher.Busy: self.init(.unavailable, "there is too much to do: try again in a few seconds")
        default: self.init(.refused, "it failed: \(error)")
        }
    }

    private init(_ error: DatabaseError) {
        switch error.code {
        case .unavailable:
            self.init(.unavailable, "the database does not answer (\(error.message)): start it, or correct its address")
        case .timedOut:
            self.init(.unavailable, "the database was busy for too long (\(error.message)): try again")
        case .outcomeUnknown:
            self.init(.unavailable, "it may have been done or not (\(error.message)): look before trying again")
        default: self.init(.refused, "\(error)")
        }
    }
}
