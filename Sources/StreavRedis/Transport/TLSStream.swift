internal import CSSL

/// One TLS connection over memory: what comes from the socket is put in, what is for the socket is taken out.
@safe
final class TLSStream {
    private let connection: OpaquePointer
    /// Owned by `connection`.
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private let verifies: Bool
    private(set) var isEstablished = false

    /// What is read at once, in bytes: the largest TLS record.
    private static let recordBytes = 16_384

    init(_ context: TLSContext, host: String, verifies: Bool) throws(RedisConnectionLoss) {
        ERR_clear_error()
        guard let connection = unsafe SSL_new(context.handle), let incoming = unsafe BIO_new(BIO_s_mem()),
            let outgoing = unsafe BIO_new(BIO_s_mem())
        else { preconditionFailure("there is no memory for a TLS connection") }
        unsafe self.connection = connection
        unsafe self.incoming = incoming
        unsafe self.outgoing = outgoing
        self.verifies = verifies
        unsafe SSL_set_bio(connection, incoming, outgoing)
        unsafe SSL_set_connect_state(connection)
        let isAddress = SocketAddress.of(host: host, port: 0, isNumeric: true) != nil
        var isSet = true
        if isAddress {
            isSet = unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host) == 1
        } else {
            isSet =
                unsafe streav_tls_set_server_name(connection, host) == 1 && SSL_set1_host(connection, host) == 1
        }
        guard isSet else { throw RedisConnectionLoss("no certificate can be asked of '\(host)' (\(TLSReason.last))") }
    }

    deinit {
        unsafe SSL_free(connection)
    }

    /// From the socket.
    func put(_ bytes: [UInt8]) {
        let count = unsafe BIO_write(incoming, bytes, CInt(bytes.count))
        precondition(count == bytes.count, "there is no memory for what came over TLS")
    }

    /// For the socket.
    func take() -> [UInt8] {
        let count = unsafe streav_tls_pending(outgoing)
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Int(unsafe BIO_read(outgoing, buffer.baseAddress, CInt(count))))
        }
    }

    /// Goes on with the handshake as far as what came allows.
    func shakeHands() throws(RedisConnectionLoss) {
        guard !isEstablished else { return }
        ERR_clear_error()
        let status = unsafe SSL_do_handshake(connection)
        if status == 1 {
            isEstablished = true
        } else if unsafe SSL_get_error(connection, status) != SSL_ERROR_WANT_READ {
            throw handshakeLoss()
        }
    }

    /// - Precondition: The handshake is done.
    func encrypt(_ bytes: [UInt8]) throws(RedisConnectionLoss) {
        guard !bytes.isEmpty else { return }
        ERR_clear_error()
        let count = unsafe SSL_write(connection, bytes, CInt(bytes.count))
        guard count == bytes.count else { throw RedisConnectionLoss("TLS failed (\(TLSReason.last))") }
    }

    /// What has been decrypted so far; nil when there is nothing.
    func decrypt() throws(RedisConnectionLoss) -> [UInt8]? {
        ERR_clear_error()
        var status: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.recordBytes) { buffer, filled in
            status = unsafe SSL_read(connection, buffer.baseAddress, CInt(Self.recordBytes))
            filled = max(0, Int(status))
        }
        guard status <= 0 else { return bytes }
        switch unsafe SSL_get_error(connection, status) {
        case SSL_ERROR_WANT_READ: return nil
        case SSL_ERROR_ZERO_RETURN: throw RedisConnectionLoss("it closed the connection")
        default: throw RedisConnectionLoss("TLS failed (\(TLSReason.last))")
        }
    }

    private func handshakeLoss() -> RedisConnectionLoss {
        let verdict = unsafe SSL_get_verify_result(connection)
        if verifies, verdict != CLong(X509_V_OK) {
            ERR_clear_error()
            let reason =
                unsafe X509_verify_cert_error_string(verdict).map { unsafe String(cString: $0) } ?? "\(verdict)"
            return RedisConnectionLoss(
                "its certificate is not trusted (\(reason)): name the authority with ?ca=FILE, and the host as the "
                    + "certificate does")
        }
        return RedisConnectionLoss("TLS cannot be agreed on (\(TLSReason.last)): does the server speak TLS here?")
    }
}
