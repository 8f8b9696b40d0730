/// Counts the boxes that a file may have.
struct BoxBudget {
    private let most: Int
    private var left: Int

    init(_ limits: MovieLimits) {
        most = limits.boxes
        left = limits.boxes
    }

    mutating func take() throws(MovieError) {
        guard left > 0 else { throw MovieError(.tooLarge, "the file has more than \(most) boxes") }
        left -= 1
    }
}
