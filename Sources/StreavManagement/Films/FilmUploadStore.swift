public import StreavDomain

/// Where films are put together before they come into the media folder. What is there outlives the process.
public protocol FilmUploadStore: Sendable {
    /// - Parameter size: Of the whole film, in bytes.
    func begin(_ name: String, size: Int64, now: Timestamp) async throws(FilmUploadProblem) -> FilmUpload

    /// Those that are not finished, the oldest first. Those that nobody went on with for a day are forgotten.
    func unfinished(now: Timestamp) async throws(FilmUploadProblem) -> [FilmUpload]

    /// Puts a piece behind what is there.
    ///
    /// - Parameter offset: Where it belongs, in bytes from the film's beginning.
    func append(_ bytes: [UInt8], at offset: Int64, to id: String) async throws(FilmUploadProblem) -> FilmUpload

    /// Puts a film that is all there into the media folder.
    ///
    /// - Returns: Its media key.
    func finish(_ id: String) async throws(FilmUploadProblem) -> String

    func cancel(_ id: String) async throws(FilmUploadProblem)
}
