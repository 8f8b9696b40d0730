/// How the score of the picture goes up and down over a minute to five (ITU-T P.1203.3, sections 8.1.2 and 8.3).
struct QualityCourse {
    /// What up and down again costs.
    let oscillation: Double
    /// What changing costs.
    let adaptation: Double

    /// Seconds that are averaged, and from one average to the next that is compared.
    private static let width = 5
    private static let step = 3
    /// Less than this is no change.
    private static let threshold = 0.2

    /// - Parameter scores: Of each second.
    init(_ scores: [Double]) {
        let duration = Double(scores.count)
        let spread = (scores.max() ?? 0) - (scores.min() ?? 0)
        let directions = Self.directions(scores)
        let longest = Double(Self.longest(directions) * Self.step)
        guard longest / duration < 0.25 else {
            oscillation = 0
            adaptation = 0
            return
        }
        let changes = zip(scores, scores.dropFirst()).count { ($1 - $0).magnitude > Self.threshold }
        adaptation = min(max(0.17332553 * spread * Double(changes) / duration - 0.01035647, 0), 0.5)
        guard longest < 30 else {
            oscillation = 0
            return
        }
        let turns = directions.filter { $0 != 0 }
        let runs = turns.isEmpty ? 0 : 1 + zip(turns, turns.dropFirst()).count { $0 != $1 }
        let reach = max(0, 1 + ElementaryFunction.natural(spread + 0.001) / ElementaryFunction.natural(10))
        let cost = reach * ElementaryFunction.exponential(0.67756080 * Double(runs) - 8.05533303)
        oscillation = min(max(cost, 0), 1.5)
    }

    /// 1 up, −1 down, 0 alike: of averages, from each to the next.
    private static func directions(_ scores: [Double]) -> [Int] {
        guard let first = scores.first, let last = scores.last else { return [] }
        let padding = width - 1
        let padded =
            [Double](repeating: first, count: padding) + scores + [Double](repeating: last, count: padding)
        let averages = stride(from: 0, through: padded.count - width, by: step).map { start in
            padded[start..<start + width].reduce(0, +) / Double(width)
        }
        return zip(averages, averages.dropFirst()).map { current, next in
            let change = next - current
            return change > threshold ? 1 : change.magnitude < threshold ? 0 : -1
        }
    }

    /// The most steps without a turn.
    private static func longest(_ directions: [Int]) -> Int {
        var turns: [Int] = [0]
        var direction = 0
        for (index, value) in directions.enumerated() where value != 0 && value != direction {
            turns.append(index)
            direction = value
        }
        turns.append(directions.count)
        return zip(turns, turns.dropFirst()).map { $1 - $0 }.max() ?? 0
    }
}
