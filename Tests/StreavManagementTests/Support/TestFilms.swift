import StreavDomain
import Synchronization

@testable import StreavManagement

/// Films in memory, with one of eight bytes that was begun.
final class TestFilms: FilmUploadStore, Sendable {
    private struct State {
        var uploads: [String: FilmUpload] = [
            "1": FilmUpload(id: "1", name: "begun.mp4", size: 8, received: 0, began: Timestamp(milliseconds: 0))
        ]
        var bytes: [String: [UInt8]] = [:]
        var isFull = false
    }

    private let state = Mutex(State())

    func fill() { state.withLock { $0.isFull = true } }

    func content(_ id: String) -> [UInt8] { state.withLock { $0.bytes[id] ?? [] } }

    func begin(_ name: String, size: Int64, now: Timestamp) async throws(FilmUploadProblem) -> FilmUpload {
        guard name.hasSuffix(".mp4") else { throw .badName }
        guard size > 0 else { throw .tooLarge }
        return state.withLock { state in
            let id = "\(state.uploads.count + 1)"
            let upload = FilmUpload(id: id, name: name, size: size, received: 0, began: now)
            state.uploads[id] = upload
            return upload
        }
    }

    func unfinished(now: Timestamp) async throws(FilmUploadProblem) -> [FilmUpload] {
        state.withLock { $0.uploads.values.sorted { $0.id < $1.id } }
    }

    func append(_ bytes: [UInt8], at offset: Int64, to id: String) async throws(FilmUploadProblem) -> FilmUpload {
        let result = state.withLock { state -> Result<FilmUpload, FilmUploadProblem> in
            guard let upload = state.uploads[id] else { return .failure(.notFound) }
            guard !state.isFull else { return .failure(.diskFull) }
            guard offset == upload.received else { return .failure(.wrongOffset(received: upload.received)) }
            guard offset + Int64(bytes.count) <= upload.size else { return .failure(.tooLarge) }
            state.bytes[id, default: []] += bytes
            let next = FilmUpload(
                id: id, name: upload.name, size: upload.size, received: offset + Int64(bytes.count),
                began: upload.began)
            state.uploads[id] = next
            return .success(next)
        }
        return try result.get()
    }

    func finish(_ id: String) async throws(FilmUploadProblem) -> String {
        let upload = state.withLock { $0.uploads[id] }
        guard let upload else { throw .notFound }
        guard upload.received == upload.size else { throw .wrongOffset(received: upload.received) }
        try await cancel(id)
        return "uploads/\(upload.name)"
    }

    func cancel(_ id: String) async throws(FilmUploadProblem) {
        guard state.withLock({ $0.uploads.removeValue(forKey: id) }) != nil else { throw .notFound }
    }
}
