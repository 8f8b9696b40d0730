extension Scenario {
    /// Reads a scenario that stands for itself: text that includes nothing but built-in scenarios, such as
    /// ``resolvedText``.
    public init(text: String, settings: [SettingOverride] = []) throws(ScenarioError) {
        let loader = ScenarioLoader { path, _ in throw NoFiles(path: path) }
        self = try loader.load(text: text, path: "scenario", settings: settings)
    }

    private struct NoFiles: Error, CustomStringConvertible {
        let path: String
        var description: String { "this scenario stands for itself" }
    }
}
