import NIOCore
import StreavCrypto
import StreavPorts
import StreavStreaming
import Synchronization

/// What another node is told of a file.
struct NodeMediaAnswer: Sendable {
    var status: HTTPStatus
    /// As in ``NodeFileForm``.
    var facts: String?
    var content: ByteBuffer

    init(_ status: HTTPStatus, facts: String? = nil, content: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.facts = facts
        self.content = content
    }

    static func facts(ofKey key: String, _ nodes: NodeDoor) async -> NodeMediaAnswer {
        do throws(MediaStoreError) {
            guard let file = try await nodes.store.file(forKey: key), NodeFileForm.isVersion(file.version) else {
                return NodeMediaAnswer(.notFound)
            }
            return NodeMediaAnswer(.ok, facts: NodeFileForm.text(of: file))
        } catch {
            return NodeMediaAnswer(error.code == .unavailable ? .serviceUnavailable : .notFound)
        }
    }

    static func block(
        _ range: Range<Int64>, ofKey key: String, version: String, _ nodes: NodeDoor
    ) async -> NodeMediaAnswer {
        guard nodes.gate.takePlace() else { return NodeMediaAnswer(.serviceUnavailable) }
        defer { nodes.gate.givePlaceBack() }
        do throws(MediaStoreError) {
            let bytes = try await nodes.store.read(range, ofKey: key, version: version)
            nodes.counters.givenBlocks.add(1, ordering: .relaxed)
            nodes.counters.givenBytes.add(bytes.readableBytes, ordering: .relaxed)
            return NodeMediaAnswer(.partialContent, content: bytes)
        } catch {
            switch error.code {
            case .notFound, .invalidKey: return NodeMediaAnswer(.notFound)
            case .changed, .invalidRange: return NodeMediaAnswer(.preconditionFailed)
            case .unavailable: return NodeMediaAnswer(.serviceUnavailable)
            }
        }
    }

    /// - Parameter isHead: What is signed is what is sent, which is no content then.
    func response(_ nonce: String, _ signer: NodeExchangeSigner, isHead: Bool) -> HTTPResponse {
        let answer = NodeExchangeSigner.Answer(status: Int(status.rawValue), facts: facts)
        let text = content.withUnsafeReadableBytes { signer.text(answer, content: $0, nonce: nonce) }
        var headers: HTTPHeaders = ["Cache-Control": "no-store", "Content-Type": "application/octet-stream"]
        headers.add("Streav-Node-Answer", text)
        if let facts { headers.add("Streav-File", facts) }
        return HTTPResponse(status, headers: headers, body: isHead ? .empty : .bytes(content))
    }
}
