internal import StreavCrypto
internal import StreavDomain
internal import StreavStore

extension ControlTransaction {
    /// What was answered when the request came before; nil when it did not.
    ///
    /// - Throws: ``IdempotencyConflict`` when the key came with another body.
    public func recordedAnswer(to request: RepeatableRequest) throws -> RecordedAnswer? {
        guard let row = try connection.idempotencyKeys.find(request.stored, now: now) else { return nil }
        guard ConstantTime.equal(row.bodyDigest, keys.digest(requestBody: request.body)) else {
            throw IdempotencyConflict()
        }
        return RecordedAnswer(status: row.status, body: try keys.openAnswer(row.sealedBody))
    }

    /// Keeps the answer for ``RepeatableRequest/retention``, together with what it tells of.
    public func record(_ answer: RecordedAnswer, to request: RepeatableRequest) throws {
        try connection.idempotencyKeys.insert(
            request.stored, bodyDigest: keys.digest(requestBody: request.body), status: answer.status,
            sealedBody: try keys.sealed(answer: answer.body),
            expiresAt: now.advanced(by: RepeatableRequest.retention), now: now)
    }
}
