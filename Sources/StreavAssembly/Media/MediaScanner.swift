public import Logging
public import StreavControl
public import StreavDomain
public import StreavPorts
import StreavStore
import StreavStreaming
import Synchronization

/// Makes an on-demand stream and a movie of every film in a folder of files: looks again and again, reads what is new
/// or has changed, and says of what it cannot serve why.
///
/// Nothing is ever taken away: a disk that is not there for a moment must not empty a catalogue.
public final class MediaScanner: Sendable {
    /// From the end of one look to the next.
    public static let interval: Duration = .seconds(30)
    /// The most files that are looked after.
    public static let capacity = 100_000
    /// Films that are written in one transaction.
    private static let batch = 50

    /// What one look found.
    public struct Report: Sendable, Equatable {
        /// Files that are served.
        public var served = 0
        /// Files that are not.
        public var refused = 0

        public init(served: Int = 0, refused: Int = 0) {
            self.served = served
            self.refused = refused
        }
    }

    /// What came of a file, by the version that was read.
    private struct Finding: Sendable {
        var version: String
        var isServed: Bool
    }

    private struct Film: Sendable {
        var details: OnDemandStreamDetails
        var version: String
    }

    private let folder: any MediaStore
    private let mount: String
    private let probe: MediaProbe
    private let control: ControlPlane
    private let clock: StreavClock
    private let logger: Logger
    private let added: @Sendable ([MovieID], ControlTransaction) throws -> Void
    private let refused: @Sendable (_ key: String, _ reason: String) -> Void
    private let findings = Mutex<[String: Finding]>([:])

    /// - Parameters:
    ///   - folder: The films, by their keys in it.
    ///   - mount: Stands before these keys and a slash in the platform's media store.
    ///   - added: Called in the transaction that makes movies, with those.
    ///   - refused: Told once of every version of a file that is not served.
    public init(
        folder: any MediaStore, mount: String, control: ControlPlane, clock: StreavClock, logger: Logger,
        added: @escaping @Sendable ([MovieID], ControlTransaction) throws -> Void,
        refused: @escaping @Sendable (_ key: String, _ reason: String) -> Void
    ) {
        self.folder = folder
        self.mount = mount
        self.control = control
        self.clock = clock
        self.logger = logger
        self.added = added
        self.refused = refused
        probe = MediaProbe(store: folder)
    }

    /// Looks at every file once.
    ///
    /// - Parameter deadline: After it no further file is read; the next look goes on.
    /// - Returns: What is known by then.
    /// - Throws: When the folder cannot be listed, or the database not be written.
    @discardableResult
    public func scan(until deadline: MonotonicInstant? = nil) async throws -> Report {
        var last: String?
        var films: [Film] = []
        listing: while true {
            let keys = try await folder.keys(after: last, limit: MediaStoreLimits.listedKeys)
            guard let end = keys.last else { break }
            last = end
            for key in keys {
                if let deadline, clock.monotonicNow >= deadline { break listing }
                try Task.checkCancellation()
                if let film = try await film(key) { films.append(film) }
                if films.count == Self.batch { try await add(&films) }
            }
        }
        try await add(&films)
        return findings.withLock { findings in
            findings.values.reduce(into: Report()) { report, finding in
                if finding.isServed { report.served += 1 } else { report.refused += 1 }
            }
        }
    }

    /// Nil for a file that is known, or refused.
    private func film(_ key: String) async throws -> Film? {
        let file: MediaFile
        do throws(MediaStoreError) {
            // It may be gone since it was listed.
            guard let found = try await folder.file(forKey: key) else { return nil }
            file = found
        } catch {
            refuse(key, version: "", error.message)
            return nil
        }
        let (isKnown, isFull) = findings.withLock { findings in
            (findings[key]?.version == file.version, findings[key] == nil && findings.count >= Self.capacity)
        }
        guard !isKnown else { return nil }
        guard !isFull else {
            refused(key, "there are more than \(Self.capacity) files in the folder")
            return nil
        }
        do throws(OnDemandFailure) {
            var details = try await probe.details(of: file)
            details.mediaKey = "\(mount)/\(key)"
            return Film(details: details, version: file.version)
        } catch {
            // A store that cannot be read now says nothing about the file.
            guard error.code == .notPackageable else { return nil }
            refuse(key, version: file.version, error.message)
            return nil
        }
    }

    private func refuse(_ key: String, version: String, _ reason: String) {
        let isNew = findings.withLock { findings in
            guard findings[key]?.version != version else { return false }
            findings[key] = Finding(version: version, isServed: false)
            return true
        }
        guard isNew else { return }
        logger.warning("A file is not served.", metadata: ["file": "\(key)", "reason": "\(reason)"])
        refused(key, reason)
    }

    private func add(_ films: inout [Film]) async throws {
        guard !films.isEmpty else { return }
        let batch = films
        films.removeAll(keepingCapacity: true)
        let mount = mount
        let added = added
        try await control.perform(as: .system("media scanner")) { transaction in
            var movies: [MovieID] = []
            for film in batch {
                if let present = try transaction.connection.onDemandStreams.find(mediaKey: film.details.mediaKey) {
                    var details = film.details
                    // Somebody may have given it a better one.
                    details.name = present.details.name
                    if details != present.details { try transaction.onDemandStreams.update(present.id, details) }
                    continue
                }
                let stream = try transaction.onDemandStreams.create(film.details)
                let name = FilmName(key: String(film.details.mediaKey.dropFirst(mount.count + 1)))
                let movie = try transaction.movies.create(
                    MovieDetails(
                        TitleDetails(
                            title: name.title, releaseDate: name.firstDay,
                            runtimeMinutes: film.details.durationMilliseconds.map { Int(($0 + 30_000) / 60_000) }),
                        onDemandStream: stream.id))
                movies.append(movie.id)
            }
            if !movies.isEmpty { try added(movies, transaction) }
        }
        findings.withLock { findings in
            for film in batch {
                let key = String(film.details.mediaKey.dropFirst(mount.count + 1))
                findings[key] = Finding(version: film.version, isServed: true)
            }
        }
    }
}
