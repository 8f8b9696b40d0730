import StreavMedia
import StreavPorts

extension SyntheticAddress {
    private static let usualPeriod = 60

    /// A list such as `cc:2/60,slow,u20d10`.
    static func impairments(_ text: String?) throws(MediaSourceError) -> [SyntheticImpairment] {
        guard let text else { return [] }
        var impairments: [SyntheticImpairment] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            impairments.append(try impairment(item))
        }
        return impairments
    }

    private static func impairment(_ text: Substring) throws(MediaSourceError) -> SyntheticImpairment {
        if let flapping = flapping(text) {
            return try checked { () throws(SyntheticError) in
                try SyntheticImpairment.flapping(up: flapping.up, down: flapping.down)
            }
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = SyntheticImpairment.Kind(rawValue: String(parts[0])), kind != .flapping else {
            let kinds = SyntheticImpairment.Kind.allCases.filter { $0 != .flapping }.map(\.rawValue)
            throw wrong(
                "\(text.isEmpty ? "Nothing" : String(text.prefix(32))) is no impairment. There are "
                    + "\(kinds.joined(separator: ", ")), and u20d10 for 20 s up and 10 s down.")
        }
        let times = try times(parts.count > 1 ? parts[1] : nil, kind)
        return try checked { () throws(SyntheticError) in
            try SyntheticImpairment(kind, length: times.length, period: times.period)
        }
    }

    /// `u20d10`.
    private static func flapping(_ text: Substring) -> (up: Int, down: Int)? {
        guard text.first == "u", let place = text.firstIndex(of: "d"),
            let up: Int = number(text[text.index(after: text.startIndex)..<place]),
            let down: Int = number(text[text.index(after: place)...])
        else { return nil }
        return (up, down)
    }

    /// `2/60`: seconds that it lasts, and in which it comes once.
    private static func times(
        _ text: Substring?, _ kind: SyntheticImpairment.Kind
    ) throws(MediaSourceError) -> (length: Int, period: Int) {
        guard let text else { return (usualLength(kind), usualPeriod) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let length: Int = number(parts[0]),
            let period: Int = parts.count == 2 ? number(parts[1]) : usualPeriod
        else {
            throw wrong(
                "The times of \(kind.rawValue) are seconds, as in \(kind.rawValue):\(usualLength(kind))/\(usualPeriod)."
            )
        }
        return (length, period)
    }

    private static func usualLength(_ kind: SyntheticImpairment.Kind) -> Int {
        switch kind {
        case .continuity: 2
        case .clockJump: 4
        case .timeJump, .wrap, .missingTables, .burst, .silence, .flapping: 10
        case .codec, .resolution, .slow: 20
        }
    }
}
