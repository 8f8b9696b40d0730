import Logging
import NIOCore
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization

@testable import StreavStreaming

/// Other nodes with files in memory, as a transport. They may be gone, lie, or be busy.
final class ScriptedNodes: NodeTransport {
    struct File: Sendable {
        var bytes: [UInt8]
        var version = "v1"
        var modified = Timestamp(milliseconds: 1_000)
    }

    enum Mood: Sendable {
        case well
        case gone
        /// Says what it wants, without a key.
        case liar
        case busy
        /// Gives bytes that it did not sign.
        case bender
    }

    private struct State {
        var files: [String: [String: File]] = [:]
        var moods: [String: Mood] = [:]
        var asked: [String] = []
        var blocks: [Range<Int64>] = []
    }

    static let key = "films/long.mp4"
    let signer: NodeExchangeSigner
    let gates: [String: NodeGuard]
    let peers: [NodePeer]
    private let state = Mutex(State())

    init(_ names: [String], clock: StreavClock, signer: NodeExchangeSigner) {
        self.signer = signer
        gates = Dictionary(
            names.map { ($0, NodeGuard(signer: signer, name: $0, clock: clock)) },
            uniquingKeysWith: { first, _ in first })
        peers = names.enumerated().map { number, name in
            NodePeer(id: ServerID(Int32(number + 1)), name: name, publicURL: "http://\(name)")
        }
    }

    var asked: [String] { state.withLock { $0.asked } }
    var blocks: [Range<Int64>] { state.withLock { $0.blocks } }

    func put(_ file: File?, at node: String, key: String = ScriptedNodes.key) {
        state.withLock { $0.files[node, default: [:]][key] = file }
    }

    func set(_ mood: Mood, _ node: String) {
        state.withLock { $0.moods[node] = mood }
    }

    func forget() {
        state.withLock { state in
            state.asked = []
            state.blocks = []
        }
    }

    func send(
        _ request: NodeRequest, maximumBytes: Int, within limit: Duration
    ) async throws(NodeTransportError) -> NodeAnswer {
        let name = String(request.base.dropFirst("http://".count))
        let fields = Dictionary(request.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let range = fields["Range"].flatMap { NodeFileForm.range(in: $0) }
        let version = fields[NodeFileForm.versionField]
        let nonce = gates[name]?.admit(
            fields[NodeFileForm.signatureField] ?? "", method: request.method.rawValue, path: request.path,
            range: range, version: version)
        let key = NodeFileForm.key(in: String(request.path.dropFirst(NodeFileForm.pathPrefix.count))) ?? ""
        let (mood, file) = state.withLock { state in
            state.asked.append("\(name) \(request.method.rawValue)")
            if let range { state.blocks.append(range) }
            return (state.moods[name] ?? .well, state.files[name]?[key])
        }
        guard mood != .gone else { throw NodeTransportError(.unreachable, "nobody is there") }
        guard let nonce else { return NodeAnswer(status: 404, fields: [:], body: ByteBuffer()) }
        var (status, facts, body) = (404, nil as String?, ByteBuffer())
        if mood == .busy, range != nil {
            status = 503
        } else if let file {
            if let range {
                status = version == file.version ? 206 : 412
                if status == 206 { body = ByteBuffer(bytes: file.bytes[Int(range.lowerBound)..<Int(range.upperBound)]) }
            } else {
                status = 200
                facts = NodeFileForm.text(
                    of: MediaFile(
                        key: key, size: Int64(file.bytes.count), modified: file.modified, version: file.version))
            }
        }
        let text = body.withUnsafeReadableBytes {
            signer.text(NodeExchangeSigner.Answer(status: status, facts: facts), content: $0, nonce: nonce)
        }
        if mood == .bender, body.readableBytes > 0 { body.setInteger(UInt8(0xA5), at: body.readerIndex) }
        var answer = [NodeFileForm.factsField.lowercased(): facts ?? ""]
        if facts == nil { answer = [:] }
        if mood != .liar { answer[NodeFileForm.answerField.lowercased()] = text }
        return NodeAnswer(status: status, fields: answer, body: body)
    }
}
