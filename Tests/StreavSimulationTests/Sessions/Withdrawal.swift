import StreavControl
import StreavDomain
import StreavStore
import Testing

/// Every way an administrator takes the right to watch away.
enum Withdrawal: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case disabled
    case banned
    case deleted
    case tokenRegenerated = "token regenerated"
    case expiryShortened = "expiry shortened"
    case bundleTaken = "bundle taken away"
    case bundleEmptied = "bundle emptied"
    case bundleDeleted = "bundle deleted"
    case formatsTaken = "formats switched off"
    case streamDisabled = "stream switched off"
    case streamDeleted = "stream deleted"

    var testDescription: String { rawValue }

    var code: DenialCode {
        switch self {
        case .disabled: .subscriberDisabled
        case .banned: .subscriberBanned
        case .deleted, .tokenRegenerated: .credentialsInvalid
        case .expiryShortened: .subscriberExpired
        case .bundleTaken, .bundleEmptied, .bundleDeleted: .streamNotInBundle
        case .formatsTaken: .formatNotAllowed
        case .streamDisabled, .streamDeleted: .streamNotFound
        }
    }

    /// A deleted stream is gone from its bundles in the same moment: whichever a node learns first is the reason.
    func allows(_ code: String?) -> Bool {
        code == self.code.rawValue || self == .streamDeleted && code == DenialCode.streamNotInBundle.rawValue
    }

    /// - Parameter bundle: The subscriber's only bundle, and nobody else's.
    func carry(
        out transaction: ControlTransaction, _ id: SubscriberID, _ bundle: BundleID, _ stream: LiveStreamID
    ) throws {
        switch self {
        case .disabled: try transaction.subscribers.setStatus(id, .disabled)
        case .banned: try transaction.subscribers.setStatus(id, .banned)
        case .deleted: try transaction.subscribers.delete(id)
        case .tokenRegenerated: _ = try transaction.subscribers.regenerateAccessToken(id)
        case .expiryShortened: try transaction.subscribers.setExpiry(id, transaction.now)
        case .bundleTaken: try change(transaction, id) { $0.bundles = [] }
        case .bundleEmptied: try transaction.bundles.update(bundle, BundleDetails(name: "Emptied"))
        case .bundleDeleted: try transaction.bundles.delete(bundle)
        case .formatsTaken:
            try change(transaction, id) {
                $0.allowsHLS = false
                $0.allowsTransportStream = false
            }
        case .streamDisabled: try transaction.liveStreams.setEnabled(stream, false)
        case .streamDeleted: try transaction.liveStreams.delete(stream)
        }
    }

    private func change(
        _ transaction: ControlTransaction, _ id: SubscriberID, _ body: (inout SubscriberDetails) -> Void
    ) throws {
        guard var details = try transaction.connection.subscribers.find(id)?.details else { return }
        body(&details)
        try transaction.subscribers.update(id, details)
    }
}
