import StreavPorts
import StreavScenario

/// Draws the faults of a nemesis.
struct NemesisDraw: Sendable {
    let scenario: Scenario
    let random: any Entropy

    /// How long a fault lasts that is drawn.
    private static let lengths = 2.0...10.0
    /// The most faults of one nemesis.
    private static let limit = 10_000

    /// The scenario with everything drawn.
    static func resolve(_ scenario: Scenario, _ entropy: any Entropy) -> Scenario {
        var resolved = scenario
        resolved.nemeses = []
        for (place, nemesis) in scenario.nemeses.enumerated() {
            let draw = NemesisDraw(scenario: scenario, random: entropy.fork("nemesis/\(place)"))
            resolved.faults += draw.faults(of: nemesis)
        }
        resolved.faults = Fault.sorted(resolved.faults)
        return resolved
    }

    func faults(of nemesis: Nemesis) -> [Fault] {
        switch nemesis.pattern {
        case .random: oneAfterTheOther(nemesis)
        case .swizzleClog: swizzled(nemesis)
        }
    }

    private func oneAfterTheOther(_ nemesis: Nemesis) -> [Fault] {
        var faults: [Fault] = []
        var at = nemesis.from
        while faults.count < Self.limit {
            let word = nemesis.words[Int(random.next() % UInt64(nemesis.words.count))]
            let most = min(Self.lengths.upperBound, (nemesis.to - at) / .seconds(1))
            guard most > Self.lengths.lowerBound else { break }
            let length = Self.lengths.lowerBound + random.unit() * (most - Self.lengths.lowerBound)
            faults.append(fault(word, at: at, for: .milliseconds(Int64(length * 1000))))
            at += nemesis.every * (0.5 + random.unit())
            guard at < nemesis.to else { break }
        }
        return faults
    }

    /// Begins within the first third, ends within the last.
    private func swizzled(_ nemesis: Nemesis) -> [Fault] {
        let third = (nemesis.to - nemesis.from) / 3
        let step = third / nemesis.words.count
        let ends = shuffled(Array(nemesis.words.indices))
        return shuffled(nemesis.words).enumerated().map { place, word in
            let at = nemesis.from + step * place
            let end = nemesis.from + third * 2 + step * (ends[place] + 1)
            return fault(word, at: at, for: end - at)
        }
    }

    private func fault(_ word: FaultWord, at: Duration, for length: Duration) -> Fault {
        var fault = Fault(at: Self.whole(at), word: word, length: word.lasting == .never ? nil : Self.whole(length))
        if word.parameters.contains(.channel) {
            fault.channel = .one(1 + Int(random.next() % UInt64(scenario.platform.channels)))
        }
        if word.parameters.contains(.node) {
            fault.node = 1 + Int(random.next() % UInt64(scenario.platform.nodes))
        }
        if word.parameters.contains(.latency) { fault.latency = .milliseconds(100 + Int64(random.unit() * 700)) }
        if word == .cacheLost { fault.loseLast = .milliseconds(Int64(random.unit() * 1000)) }
        return fault
    }

    private func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var shuffled = elements
        for place in shuffled.indices.dropFirst().reversed() {
            shuffled.swapAt(place, Int(random.next() % UInt64(place + 1)))
        }
        return shuffled
    }

    /// Whole milliseconds, as scenarios are written.
    private static func whole(_ duration: Duration) -> Duration {
        .milliseconds(Int64(duration / .milliseconds(1)))
    }
}
