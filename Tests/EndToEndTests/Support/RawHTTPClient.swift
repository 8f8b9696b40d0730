import Foundation

/// An HTTP/1.1 client over plain sockets, which sends what it is told and nothing else: from any loopback address, with
/// any agent, over connections that the test holds in its hand.
struct RawHTTPClient: Sendable {
    /// The address that it comes from: 127.0.0.1 to 127.255.255.254.
    var source = "127.0.0.1"
    var userAgent: String? = "StreavEndToEnd/1.0"
    /// For connecting and for each wait for bytes.
    var patience: Duration = .seconds(10)

    /// One request over a connection of its own, to the end of the answer.
    func get(_ address: String, headers: [String: String] = [:]) async throws -> RawHTTPResponse {
        try await send("GET", address, headers: headers)
    }

    func send(
        _ method: String, _ address: String, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> RawHTTPResponse {
        let connection = try await connect(to: address)
        defer { connection.close() }
        return try await connection.send(method, address, headers: headers, body: body)
    }

    /// A connection to keep.
    func connect(to address: String) async throws -> RawHTTPConnection {
        let address = try HTTPAddress(address)
        let client = self
        return try await blocking { try RawHTTPConnection(to: address, client: client) }
    }

    /// An answer without an end, such as MPEG-TS: its head, and then the connection to read on from.
    func open(
        _ address: String, headers: [String: String] = [:]
    ) async throws -> (head: RawHTTPResponse, connection: RawHTTPConnection) {
        let connection = try await connect(to: address)
        do {
            return (try await connection.begin("GET", address, headers: headers), connection)
        } catch {
            connection.close()
            throw error
        }
    }
}
