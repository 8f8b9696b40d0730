/// What is done to many subscribers at once, as a pure function: what is shown beforehand is what is done.
public enum SubscriberChange: Hashable, Sendable {
    /// The end moves by days, 1 to ``dayRange``'s end: from where it is, or from now where it has passed. Who has no
    /// end keeps none.
    case extend(days: Int)
    case status(SubscriberStatus)
    /// One bundle in the place of all others.
    case bundle(BundleID)

    public static let dayRange = 1...3650

    public func applied(to details: SubscriberDetails, now: Timestamp) -> SubscriberDetails {
        var details = details
        switch self {
        case .extend(let days):
            let length: Duration = .seconds(86_400 * min(max(days, 1), Self.dayRange.upperBound))
            details.expiresAt = details.expiresAt.map { max($0, now).advanced(by: length) }
        case .status(let status): details.status = status
        case .bundle(let bundle): details.bundles = [bundle]
        }
        return details
    }
}
