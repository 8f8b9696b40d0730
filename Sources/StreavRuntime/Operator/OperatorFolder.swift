import FoundationEssentials
import Glibc
import StreavCommands
import StreavCrypto

/// A folder that `streav-sim --data` keeps a world in.
enum OperatorFolder {
    static func database(_ folder: String) -> String { folder + "/streav.sqlite" }
    static func key(_ folder: String) -> String { folder + "/secret.key" }

    static func secret(_ folder: String) throws -> SecretKey {
        guard let data = FileManager.default.contents(atPath: key(folder)) else {
            throw CommandFailure(
                .unavailable, "\(key(folder)) cannot be read: name the folder of a streav-sim that has run")
        }
        guard let secret = SecretKey(bytes: [UInt8](data)) else {
            throw CommandFailure(.unavailable, "\(key(folder)) does not hold a key: restore it")
        }
        return secret
    }
}
