import Logging
import NIOCore
import StreavCrypto
import StreavDomain
import StreavPorts
import Synchronization

/// Asks other nodes for files. What comes back is believed if a node signed it, and for this request.
struct NodeMediaClient: Sendable {
    enum Facts: Sendable {
        case file(MediaFile)
        case missing
        /// No answer, or none that holds.
        case failed
    }

    enum Block: Sendable {
        case bytes(ByteBuffer)
        /// The file is another one by now, or gone.
        case changed
        case busy
        case failed
    }

    let transport: any NodeTransport
    let signer: NodeExchangeSigner
    let addresses: NodeAddresses
    let clock: StreavClock
    let entropy: any Entropy
    let counters: NodeExchangeCounters
    let logger: Logger

    private struct Reading {
        var status: Int
        var facts: String?
        var body: ByteBuffer
    }

    func facts(ofKey key: String, at peer: NodePeer) async -> Facts {
        let reading = await ask(
            .head, key, range: nil, version: nil, at: peer, maximumBytes: 0, within: NodeExchangeLimits.factsTime)
        switch reading?.status {
        case 200:
            guard let file = reading?.facts.flatMap({ NodeFileForm.file($0, key: key) }) else { return .failed }
            return .file(file)
        case 404: return .missing
        default: return .failed
        }
    }

    func block(_ range: Range<Int64>, ofKey key: String, version: String, at peer: NodePeer) async -> Block {
        let reading = await ask(
            .get, key, range: range, version: version, at: peer, maximumBytes: range.count,
            within: NodeExchangeLimits.blockTime)
        switch reading?.status {
        case 206:
            guard let body = reading?.body, body.readableBytes == range.count else { return .failed }
            counters.fetchedBlocks.add(1, ordering: .relaxed)
            counters.fetchedBytes.add(body.readableBytes, ordering: .relaxed)
            return .bytes(body)
        case 404, 412: return .changed
        case 503: return .busy
        default: return .failed
        }
    }

    private func ask(
        _ method: NodeRequest.Method, _ key: String, range: Range<Int64>?, version: String?, at peer: NodePeer,
        maximumBytes: Int, within limit: Duration
    ) async -> Reading? {
        guard let base = await addresses.address(of: peer) else { return failed(peer, "it has no address for nodes") }
        let path = NodeFileForm.path(ofKey: key)
        let nonce = entropy.token(length: NodeExchangeSigner.nonceLength)
        let signed = NodeExchangeSigner.Request(
            method: method.rawValue, path: path, range: range, version: version, audience: peer.name)
        var fields = [
            NodeField(
                NodeFileForm.signatureField,
                signer.text(signed, milliseconds: clock.wallNow.milliseconds, nonce: nonce))
        ]
        if let range { fields.append(NodeField("Range", NodeFileForm.text(of: range))) }
        if let version { fields.append(NodeField(NodeFileForm.versionField, version)) }
        let answer: NodeAnswer
        do throws(NodeTransportError) {
            answer = try await transport.send(
                NodeRequest(method, base: base, path: path, fields: fields),
                // A refusal by whoever is there says why, and is not believed anyway.
                maximumBytes: max(maximumBytes, 4_096), within: limit)
        } catch {
            return failed(peer, error.message)
        }
        let facts = answer.fields[NodeFileForm.factsField.lowercased()]
        let isNode = answer.body.withUnsafeReadableBytes { content in
            signer.verify(
                answer.fields[NodeFileForm.answerField.lowercased()] ?? "",
                NodeExchangeSigner.Answer(status: answer.status, facts: facts), content: content, nonce: nonce)
        }
        guard isNode else {
            let status = answer.status
            return failed(
                peer,
                "\(base) answers \(status) and not as a node would: see that both have the same secret key, that "
                    + "their clocks agree, and that the address leads to this very node")
        }
        return Reading(status: answer.status, facts: facts, body: answer.body)
    }

    private func failed(_ peer: NodePeer, _ reason: String) -> Reading? {
        counters.failures.add(1, ordering: .relaxed)
        logger.debug(
            "A node cannot be asked for a file.", metadata: ["node": "\(peer.name)", "reason": "\(reason)"])
        return nil
    }
}
