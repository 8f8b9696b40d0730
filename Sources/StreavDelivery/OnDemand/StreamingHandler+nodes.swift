import NIOCore
import StreavCrypto
import StreavPorts
import StreavStreaming
import Synchronization

/// Files for other nodes: a HEAD says what is known of one, a GET with one range gives a block of the version that was
/// asked for. Whoever is no node finds nothing here, whatever he does.
extension StreamingHandler {
    func nodeMedia(_ text: String, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let nodes, let signature = request.header("streav-node"), request.rawQuery.isEmpty else {
            return exchange.respond(Self.nothing)
        }
        let version = request.header("streav-version")
        let range = request.range.flatMap { NodeFileForm.range(in: $0) }
        let method = request.method == .head ? NodeRequest.Method.head : .get
        // A range that is not understood is not what was signed.
        guard let key = NodeFileForm.key(in: text), (request.range == nil) == (range == nil),
            let nonce = nodes.gate.admit(
                signature, method: method.rawValue, path: request.rawPath, range: range, version: version)
        else {
            nodes.counters.refusals.add(1, ordering: .relaxed)
            return exchange.respond(Self.nothing)
        }
        submit(exchange) {
            let answer: NodeMediaAnswer
            switch (method, range, version) {
            case (.head, nil, nil): answer = await NodeMediaAnswer.facts(ofKey: key, nodes)
            case (.get, let range?, let version?):
                answer = await NodeMediaAnswer.block(range, ofKey: key, version: version, nodes)
            default: answer = NodeMediaAnswer(.badRequest)
            }
            exchange.respond(answer.response(nonce, nodes.gate.signer, isHead: method == .head))
        }
    }
}
