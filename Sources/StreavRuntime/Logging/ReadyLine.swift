import FoundationEssentials
import StreavAssembly

/// The line of JSON that says that a component is ready, and where it listens.
struct ReadyLine: Encodable, Sendable {
    var event = "ready"
    let component: String
    let url: String

    init(_ component: Component, _ listener: Listener) {
        self.component = component.rawValue
        url = listener.localURL
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only strings are in it.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func write() { OutputLine.write(text) }
}
