import StreavDomain
import Testing

@Suite("What is done to many subscribers")
struct SubscriberChangeTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let day: Duration = .seconds(86_400)

    @Test("An end moves from where it is, one that has passed from now, and none stays none")
    func extend() {
        func end(_ expiresAt: Timestamp?) -> Timestamp? {
            SubscriberChange.extend(days: 1).applied(to: SubscriberDetails(expiresAt: expiresAt), now: Self.now)
                .expiresAt
        }
        let later = Self.now.advanced(by: Self.day)
        #expect(end(later) == later.advanced(by: Self.day))
        #expect(end(Self.now.advanced(by: .seconds(-5))) == later)
        #expect(end(nil) == nil)
    }

    @Test("A status is set, and a bundle takes the place of all others")
    func others() {
        let details = SubscriberDetails(username: "ann", bundles: [BundleID(1), BundleID(2)])
        #expect(SubscriberChange.status(.disabled).applied(to: details, now: Self.now).status == .disabled)
        #expect(SubscriberChange.bundle(BundleID(2)).applied(to: details, now: Self.now).bundles == [BundleID(2)])
    }
}
