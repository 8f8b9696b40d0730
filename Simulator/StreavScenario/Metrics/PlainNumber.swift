/// Numbers as people write them: 2500, not 2500.0.
enum PlainNumber {
    /// The shortest text that reads back as the same number.
    static func text(_ number: Double) -> String {
        guard number.magnitude < 1e15, number == number.rounded() else { return number.description }
        return Int64(number).description
    }
}
