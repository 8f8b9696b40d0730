import FoundationEssentials

/// The clips that seeded channels play, and what else of the seeded world is in files beside them.
struct ClipLibrary: Sendable {
    /// Absolute, without a trailing slash, like the others.
    let fixtures: String
    var folder: String { fixtures + "/clips" }
    /// Films and shows, and what they are called.
    var catalogue: String { fixtures + "/catalogue/catalogue.json" }
    var movies: String { fixtures + "/movies" }
    var images: String { fixtures + "/images" }

    /// Looks in `folder`, or beside the executable and upwards from there and from the working directory.
    ///
    /// - Throws: ``SimulationError`` that names where was looked.
    init(folder given: String?, executable: String, workingDirectory: String) throws {
        if let given {
            let folder = Self.absolute(given, in: workingDirectory)
            guard Self.holdsClips(folder) else {
                throw SimulationError(.usage, "--fixtures \(given): there is no clips/\(Self.probe) in that folder.")
            }
            fixtures = folder
            return
        }
        for start in [Self.parent(Self.absolute(executable, in: workingDirectory)), workingDirectory] {
            var candidate = start
            while candidate.count > 1 {
                if Self.holdsClips(candidate + "/fixtures") {
                    fixtures = candidate + "/fixtures"
                    return
                }
                candidate = Self.parent(candidate)
            }
        }
        throw SimulationError(
            .startup,
            "the clips of the seeded world were not found beside the executable or above the working directory; "
                + "name the repository's fixtures folder with --fixtures, or start with --empty.")
    }

    /// The address of a clip, for a source.
    func address(of clip: String) -> String { "file:\(folder)/\(clip).ts" }

    private static let probe = "test-card.ts"

    private static func holdsClips(_ fixtures: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(fixtures)/clips/\(probe)")
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    static func absolute(_ path: String, in workingDirectory: String) -> String {
        var result = path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
        while result.count > 1, result.hasSuffix("/") { result.removeLast() }
        return result
    }
}
