public import StreavDomain
public import StreavLocal
public import StreavManagement

/// Films that are uploaded into a media folder of this machine.
public struct LocalFilmUploads: FilmUploadStore {
    private let files: FileMediaUploads

    public init(_ files: FileMediaUploads) {
        self.files = files
    }

    public func begin(_ name: String, size: Int64, now: Timestamp) async throws(FilmUploadProblem) -> FilmUpload {
        try await run { files throws(FileMediaUploads.Failure) in
            Self.upload(try await files.begin(name, size: size, now: now))
        }
    }

    public func unfinished(now: Timestamp) async throws(FilmUploadProblem) -> [FilmUpload] {
        try await run { files throws(FileMediaUploads.Failure) in
            try await files.unfinished(now: now).map(Self.upload)
        }
    }

    public func append(
        _ bytes: [UInt8], at offset: Int64, to id: String
    ) async throws(FilmUploadProblem) -> FilmUpload {
        try await run { files throws(FileMediaUploads.Failure) in
            Self.upload(try await files.append(bytes, at: offset, to: id))
        }
    }

    public func finish(_ id: String) async throws(FilmUploadProblem) -> String {
        try await run { files throws(FileMediaUploads.Failure) in try await files.finish(id) }
    }

    public func cancel(_ id: String) async throws(FilmUploadProblem) {
        try await run { files throws(FileMediaUploads.Failure) in try await files.cancel(id) }
    }

    private func run<Result: Sendable>(
        _ body: @Sendable (FileMediaUploads) async throws(FileMediaUploads.Failure) -> Result
    ) async throws(FilmUploadProblem) -> Result {
        do throws(FileMediaUploads.Failure) {
            return try await body(files)
        } catch {
            throw Self.problem(error)
        }
    }

    private static func upload(_ upload: FileMediaUploads.Upload) -> FilmUpload {
        FilmUpload(
            id: upload.id, name: upload.name, size: upload.size, received: upload.received, began: upload.began)
    }

    private static func problem(_ failure: FileMediaUploads.Failure) -> FilmUploadProblem {
        switch failure {
        case .notFound: .notFound
        case .wrongOffset(let received): .wrongOffset(received: received)
        case .tooLarge: .tooLarge
        case .tooMany: .tooMany
        case .diskFull: .diskFull
        case .badName: .badName
        case .unavailable(let reason): .unavailable(reason)
        }
    }
}
