internal import CSSL

/// What all TLS connections to one server share: trusted authorities and versions, read once.
///
/// Unchecked: libssl changes an `SSL_CTX` only by what `init` calls, and counts references to it atomically.
@safe
final class TLSContext: @unchecked Sendable {
    let handle: OpaquePointer

    init(_ tls: RedisTLS) throws(RedisSetupError) {
        ERR_clear_error()
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else {
            throw RedisSetupError("TLS cannot be set up (\(TLSReason.last))")
        }
        unsafe handle = context
        unsafe streav_tls_set_minimum_version(context)
        unsafe SSL_CTX_set_options(context, TLSContext.noRenegotiation)
        guard tls.verifies else { return }
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        if let path = tls.authorityPath {
            guard !path.utf8.contains(0), unsafe SSL_CTX_load_verify_locations(context, path, nil) == 1 else {
                throw RedisSetupError("no certificates can be read from '\(path)', named by 'ca' (\(TLSReason.last))")
            }
        } else {
            guard unsafe SSL_CTX_set_default_verify_paths(context) == 1 else {
                throw RedisSetupError("the system's certificate authorities cannot be read (\(TLSReason.last))")
            }
        }
    }

    deinit {
        unsafe SSL_CTX_free(handle)
    }

    /// `SSL_OP_NO_RENEGOTIATION`, a macro that is not imported: writing then never has to wait for reading.
    private static let noRenegotiation: UInt64 = 1 << 30
}
