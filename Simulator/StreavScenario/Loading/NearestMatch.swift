/// What somebody probably meant.
enum NearestMatch {
    /// Longer names are not compared: the work is the product of the lengths.
    static let longest = 64

    /// `did you mean `player`? Allowed are abr, player …`
    static func remedy(for given: String, among allowed: [String]) -> String {
        let list = "allowed: \(allowed.joined(separator: ", "))"
        guard let nearest = of(given, among: allowed) else { return list }
        return "did you mean `\(nearest)`? \(list)"
    }

    /// The nearest name, if it is near enough to be a slip.
    static func of(_ given: String, among allowed: [String]) -> String? {
        let word = given.lowercased()
        guard word.unicodeScalars.count <= longest else { return nil }
        let ranked = allowed.map { (name: $0, distance: distance(word, $0.lowercased())) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, min(word.count, best.name.count) / 3) ? best.name : contained(word, allowed)
    }

    /// `rebuffer_ratio` for `qoe.rebuffer_ratio`, if there is but one such.
    private static func contained(_ word: String, _ allowed: [String]) -> String? {
        guard word.count >= 4 else { return nil }
        let found = allowed.filter { $0.lowercased().contains(word) }
        return found.count == 1 ? found[0] : nil
    }

    /// Levenshtein's, with a swap of neighbours as one step.
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
