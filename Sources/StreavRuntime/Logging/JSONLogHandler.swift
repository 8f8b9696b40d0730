import FoundationEssentials
import Logging
import StreavAssembly
import StreavDomain
import StreavPorts
import Synchronization

/// Log lines as JSON objects on standard error, one a line, for programs that collect them.
struct JSONLogHandler: LogHandler {
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.notice
    private let label: String
    private let clock: StreavClock

    init(label: String, clock: StreavClock) {
        self.label = label
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        let seconds = Double(clock.wallNow.milliseconds) / 1000
        StandardError.write(
            Self.line(
                Entry(
                    time: Date(timeIntervalSince1970: seconds), level: event.level.rawValue, label: label,
                    source: event.source, message: event.message.description,
                    metadata: all.isEmpty ? nil : all.mapValues(\.description))))
    }

    struct Entry: Encodable {
        let time: Date
        let level: String
        let label: String
        let source: String
        let message: String
        let metadata: [String: String]?
    }

    static func line(_ entry: Entry) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        // Only strings and a date are in it.
        guard let data = try? encoder.encode(entry) else { return [] }
        return [UInt8](data) + [0x0A]
    }
}
