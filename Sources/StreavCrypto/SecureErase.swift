import COpenSSL

/// Overwrites what was secret, in a way the compiler cannot leave out.
enum SecureErase {
    static func erase(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
}
