internal import StreavDomain

/// Moments as they are typed.
enum MomentText {
    /// `never`, a date, or a moment of ISO 8601.
    static func expiry(_ text: String) throws -> Timestamp? {
        guard text != "never" else { return nil }
        guard let moment = DateTimeText.read(text) else {
            throw CommandFailure(.usage, "'\(text)' is no moment: 2027-01-31, 2027-01-31T18:00:00Z, or never")
        }
        return moment
    }
}
