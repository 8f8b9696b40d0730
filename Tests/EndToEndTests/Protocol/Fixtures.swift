import Foundation

/// The repository's fixtures, wherever the tests were built.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures")

    /// The option by which any build of streav-sim finds the clips.
    static let option = ["--fixtures", folder.path]

    static func clip(_ name: String) -> String { "file:\(folder.path)/clips/\(name).ts" }
}
