/// What a scenario may be at most. Files come from anywhere.
public enum ScenarioLimits {
    /// A file, in bytes. Enough for the resolved text of anything within the other limits.
    public static let fileBytes = 1024 * 1024
    /// Lists and tables within one another.
    public static let nesting = 16
    /// Uses of anchors in a file: few, so that they cannot multiply.
    public static let aliases = 16
    /// Values in a file, with those that aliases repeat.
    public static let values = 50_000
    /// One value, in bytes.
    public static let valueBytes = 8192
    /// Files that include one another.
    public static let includeDepth = 8
    /// Files altogether.
    public static let includes = 32
    /// Settings on a command line, and the bytes of one.
    public static let settings = 200
    public static let settingBytes = 4096

    public static let cohorts = 100
    /// Of one cohort, and of all together.
    public static let phases = 100
    public static let allPhases = 2000
    public static let faults = 1000
    public static let thresholds = 500
    public static let sometimes = 200
    /// The longest run.
    public static let longestRun = Duration.seconds(30 * 24 * 3600)
}
