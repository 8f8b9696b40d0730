/// The tables that a segment has still to bring before its media.
enum TableExpectation: Sendable {
    case none
    case association
    case map
}
