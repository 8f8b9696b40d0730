import Logging

/// Says only what is wrong, and not where the result goes.
enum BenchLogger {
    static func make() -> Logger {
        var logger = Logger(label: "streav-bench") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }
}
