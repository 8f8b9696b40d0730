import Foundation

/// The programs that were built along with these tests.
enum BuiltProgram {
    /// Beside the test bundle.
    static func path(_ name: String) -> String {
        let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = bundle.deletingLastPathComponent().appendingPathComponent(name)
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside.path }
        // `swift test` may run the bundle inside a helper of the toolchain; then the first argument names the bundle.
        for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent(name).path
        }
        return beside.path
    }
}
