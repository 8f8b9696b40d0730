extension NodeReader {
    /// Text without control characters, at most so many characters.
    func text(atMost limit: Int, lines: Bool = false) throws(ScenarioError) -> String {
        let text = try scalar("a text")
        guard text.unicodeScalars.count <= limit else {
            throw error(.outOfRange, "is longer than \(limit) characters", remedy: "shorten it")
        }
        // A byte order mark is seen by nobody, and dropped by some who read text.
        let isClean = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0 != "\u{FEFF}" || lines && ($0 == "\n" || $0 == "\t")
        }
        guard isClean else { throw error(.invalidValue, "has control characters", remedy: "leave them out") }
        return text
    }

    /// One of the names of an enumeration.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ what: String, _ type: Choice.Type = Choice.self
    ) throws(ScenarioError) -> Choice {
        let names = Choice.allCases.map(\.rawValue)
        let name = try scalar("one of \(names.joined(separator: ", "))")
        guard let choice = Choice(rawValue: name) else { throw unknownName(what, name, among: names) }
        return choice
    }

    func unknownName(_ what: String, _ name: String, among names: [String]) -> ScenarioError {
        error(
            .unknownName, "there is no \(what) \(Printable.quoted(name))",
            remedy: NearestMatch.remedy(for: name, among: names))
    }

    func flag() throws(ScenarioError) -> Bool {
        switch try scalar("true or false") {
        case "true": return true
        case "false": return false
        case let other:
            throw error(.invalidValue, "is \(Printable.quoted(other))", remedy: "it should be true or false")
        }
    }

    func integer(in range: ClosedRange<Int>) throws(ScenarioError) -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let text = try scalar(expected)
        guard let number = ScalarText.integer(text) else { throw invalid(text, expected) }
        guard range.contains(number) else { throw outside(text, expected) }
        return number
    }

    func number(in range: ClosedRange<Double>) throws(ScenarioError) -> Double {
        let bounds = "\(PlainNumber.text(range.lowerBound)) to \(PlainNumber.text(range.upperBound))"
        let expected = "a number from \(bounds)"
        let text = try scalar(expected)
        guard let number = ScalarText.number(text) else { throw invalid(text, expected) }
        guard range.contains(number) else { throw outside(text, expected) }
        return number
    }

    /// Above 0, to 1; without the 1 if it is open there.
    func fraction(open: Bool = false) throws(ScenarioError) -> Double {
        let expected = open ? "a number above 0 and below 1" : "a number above 0, up to 1"
        let text = try scalar(expected)
        guard let number = ScalarText.number(text) else { throw invalid(text, expected) }
        guard number > 0, open ? number < 1 : number <= 1 else { throw outside(text, expected) }
        return number
    }

    func duration(in range: ClosedRange<Duration>) throws(ScenarioError) -> Duration {
        let bounds = "\(ScalarText.text(range.lowerBound)) to \(ScalarText.text(range.upperBound))"
        let expected = "a time from \(bounds), such as 800ms, 6s, 30m or 1h"
        let text = try scalar(expected)
        guard let duration = ScalarText.duration(text) else { throw invalid(text, expected) }
        guard range.contains(duration) else { throw outside(text, expected) }
        return duration
    }

    func arrivalRate() throws(ScenarioError) -> ArrivalRate {
        let limit = ArrivalRate.limitPerSecond
        let expected = "arrivals by time from 0/s to \(PlainNumber.text(limit))/s, such as 20/s or 300/m"
        let text = try scalar(expected)
        guard let rate = ScalarText.arrivalRate(text) else { throw invalid(text, expected) }
        guard (0...limit).contains(rate.perSecond) else { throw outside(text, expected) }
        return rate
    }

    func bitRate() throws(ScenarioError) -> BitRate {
        let limit = ScalarText.text(BitRate(bitsPerSecond: BitRate.limit))
        let expected = "bits by time from 1b/s to \(limit), such as 800kb/s or 4Mb/s"
        let text = try scalar(expected)
        guard let rate = ScalarText.bitRate(text) else { throw invalid(text, expected) }
        guard (1...BitRate.limit).contains(rate.bitsPerSecond) else { throw outside(text, expected) }
        return rate
    }

    func seed() throws(ScenarioError) -> UInt64 {
        let expected = "a whole number below 2^64, or one like 0x2a"
        let text = try scalar(expected)
        guard let seed = ScalarText.seed(text) else { throw invalid(text, expected) }
        return seed
    }

    func logNormal() throws(ScenarioError) -> LogNormal {
        let expected = "[mu, sigma], such as [3.2, 1.1]"
        guard isList else { throw wrongForm(expected) }
        let items = try list(atMost: 2, of: "parameters")
        guard items.count == 2 else {
            throw error(.missingKey, "lacks a parameter", remedy: "it should be \(expected)")
        }
        return LogNormal(mu: try items[0].number(in: -10...15), sigma: try items[1].number(in: 0...5))
    }

    private func invalid(_ text: String, _ expected: String) -> ScenarioError {
        error(.invalidValue, "\(Printable.quoted(text)) cannot be understood", remedy: "it should be \(expected)")
    }

    private func outside(_ text: String, _ expected: String) -> ScenarioError {
        error(.outOfRange, "\(Printable.quoted(text)) is out of range", remedy: "it should be \(expected)")
    }
}
