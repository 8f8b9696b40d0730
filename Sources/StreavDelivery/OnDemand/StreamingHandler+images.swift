import StreavPorts
import StreavStreaming

/// Posters and portraits: files of the media store below `images/`, for everybody who knows their address.
extension StreamingHandler {
    func image(_ key: String, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let type = ImageType.contentType(ofKey: key) else { return missingImage(exchange) }
        submit(exchange) {
            let opened: MediaHandle
            do throws(MediaStoreError) {
                guard let found = try await self.library.store.open(key) else { return self.missingImage(exchange) }
                opened = found
            } catch {
                guard error.code == .unavailable else { return self.missingImage(exchange) }
                return exchange.respond(.overloaded(retryAfter: 1))
            }
            let answer = HTTPFileAnswer.make(
                opened.file, for: request, type: type, headers: AnswerHeaders.image,
                entityTag: "\"\(opened.file.version)\"", boundary: "streav\(request.connection)x\(opened.file.size)")
            switch answer {
            case .plain(let response): exchange.respond(response)
            case .file(let head, let pieces) where request.method == .head:
                exchange.respondHead(head, length: pieces.byteCount)
            case .file(let head, let pieces):
                exchange.sendFile(head, HTTPFileContent(handle: opened, pieces: pieces)) { _ in
                } ended: { _ in
                }
            }
        }
    }

    private func missingImage(_ exchange: HTTPExchange) {
        exchange.respond(
            .problem(
                .notFound, code: "not_found", detail: "There is no such picture.",
                cacheControl: AnswerHeaders.missingSegment))
    }
}
