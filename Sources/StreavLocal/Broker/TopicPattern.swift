/// A binding's pattern: words separated by dots, `*` for exactly one word, `#` for any number, none included (AMQP
/// 0-9-1, section 3.1.3.3).
struct TopicPattern: Hashable, Sendable {
    let text: String
    private let words: [Substring]

    init(_ text: String) {
        self.text = text
        words = Self.words(of: text)
    }

    func matches(_ routingKey: String) -> Bool {
        let key = Self.words(of: routingKey)
        // reached[i]: the words of the key so far can be matched by the first i words of the pattern.
        var reached = [Bool](repeating: false, count: words.count + 1)
        reached[0] = true
        skipHashes(&reached)
        for word in key {
            var next = [Bool](repeating: false, count: words.count + 1)
            for index in words.indices {
                if words[index] == "#" {
                    // Already covers this position: `#` takes one more word and stays.
                    next[index + 1] = next[index + 1] || reached[index + 1] || reached[index]
                } else if reached[index], words[index] == "*" || words[index] == word {
                    next[index + 1] = true
                }
            }
            skipHashes(&next)
            reached = next
        }
        return reached[words.count]
    }

    /// `#` matches no word at all: whoever stands before it also stands after it.
    private func skipHashes(_ reached: inout [Bool]) {
        for index in words.indices where words[index] == "#" && reached[index] {
            reached[index + 1] = true
        }
    }

    /// The empty text has no words, as in RabbitMQ.
    private static func words(of text: String) -> [Substring] {
        text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false)
    }
}
