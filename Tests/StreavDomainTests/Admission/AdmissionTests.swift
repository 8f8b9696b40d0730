import StreavDomain
import Testing

@Suite("Admission")
struct AdmissionTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let channel = LiveStreamID(7)

    private func subscriber(_ change: (inout SubscriberEntitlement) -> Void = { _ in }) -> SubscriberEntitlement {
        var subscriber = SubscriberEntitlement(
            id: SubscriberID(42), username: "demo", accessTokenHash: [], liveStreamIDs: [Self.channel])
        change(&subscriber)
        return subscriber
    }

    private func request(_ change: (inout AdmissionRequest) -> Void = { _ in }) -> AdmissionRequest {
        var request = AdmissionRequest(
            proof: .verified, purpose: .stream(.hls), address: IPAddress(192, 0, 2, 1),
            userAgent: "VLC/3.0.18 LibVLC/3.0.18", country: .notLookedUp, now: Self.now)
        change(&request)
        return request
    }

    private func code(
        _ request: AdmissionRequest, _ subscriber: SubscriberEntitlement?,
        stream: AdmissionStream? = AdmissionStream(id: .live(AdmissionTests.channel), exists: true)
    ) -> DenialCode? {
        Admission.decide(request, subscriber: subscriber, stream: stream).denial?.code
    }

    @Test("Empty lists allow all")
    func plain() {
        #expect(code(request(), subscriber()) == nil)
        #expect(code(request { $0.address = nil }, subscriber()) == nil)
        #expect(code(request { $0.userAgent = "" }, subscriber()) == nil)
    }

    @Test("Unknown user and wrong token are the same answer")
    func credentials() {
        let unknown = Admission.decide(request { $0.proof = .wrong }, subscriber: nil, stream: nil)
        let wrong = Admission.decide(request { $0.proof = .wrong }, subscriber: subscriber(), stream: nil)
        #expect(unknown == wrong)
        #expect(unknown.denial?.status == 401)
        #expect(code(request(), nil) == .credentialsInvalid)
        #expect(code(request { $0.proof = .playbackTokenInvalid }, nil) == .playbackTokenInvalid)
        #expect(code(request { $0.proof = .playbackTokenExpired }, nil) == .playbackTokenExpired)
    }

    @Test("Status and expiry refuse with their own reasons; the expiry is exact to the millisecond")
    func statusAndExpiry() {
        #expect(code(request(), subscriber { $0.status = .disabled }) == .subscriberDisabled)
        #expect(code(request(), subscriber { $0.status = .banned }) == .subscriberBanned)
        #expect(code(request(), subscriber { $0.expiresAt = Self.now }) == .subscriberExpired)
        #expect(
            code(request(), subscriber { $0.expiresAt = Timestamp(milliseconds: Self.now.milliseconds + 1) }) == nil)
    }

    @Test("Account facts are told to an expired, disabled or banned subscriber, but not from a forbidden place")
    func account() {
        let account = request { $0.purpose = .account }
        for status in SubscriberStatus.allCases {
            #expect(code(account, subscriber { ($0.status, $0.expiresAt) = (status, Self.now) }, stream: nil) == nil)
        }
        #expect(
            code(account, subscriber { $0.networks = [IPNetwork("10.0.0.0/8")!] }, stream: nil) == .addressNotAllowed)
        let catalogue = request { $0.purpose = .catalogue }
        #expect(code(catalogue, subscriber { $0.status = .banned }, stream: nil) == .subscriberBanned)
        #expect(code(catalogue, subscriber { $0.allowsHLS = false }, stream: nil) == nil)
    }

    @Test("The address must lie in one of the networks, mapped or not; an unreadable one lies in none")
    func address() {
        let bound = subscriber { $0.networks = [IPNetwork("192.0.2.0/24")!, IPNetwork("2001:db8::/32")!] }
        #expect(code(request(), bound) == nil)
        #expect(code(request { $0.address = IPAddress("::ffff:192.0.2.200") }, bound) == nil)
        #expect(code(request { $0.address = IPAddress("2001:db8::9") }, bound) == nil)
        #expect(code(request { $0.address = IPAddress("192.0.3.1") }, bound) == .addressNotAllowed)
        #expect(code(request { $0.address = nil }, bound) == .addressNotAllowed)
    }

    @Test("A user agent must contain one of the parts, ignoring case")
    func userAgent() {
        let bound = subscriber { $0.userAgents = ["tivimate", "libvlc"] }
        #expect(code(request(), bound) == nil)
        #expect(code(request { $0.userAgent = "LIBVLC" }, bound) == nil)
        #expect(code(request { $0.userAgent = "libvl" }, bound) == .userAgentNotAllowed)
        #expect(code(request { $0.userAgent = "" }, bound) == .userAgentNotAllowed)
    }

    @Test("A list of countries that cannot be judged lets nobody in")
    func country() {
        let bound = subscriber { $0.countries = ["DE", "AT"] }
        #expect(code(request { $0.country = .known("AT") }, bound) == nil)
        for country in [AdmissionRequest.Country.known("CH"), .unknown, .databaseMissing, .notLookedUp] {
            #expect(code(request { $0.country = country }, bound) == .countryNotAllowed)
        }
    }

    @Test("Formats are switched per subscriber; ranges are always allowed")
    func format() {
        let transport = request { $0.purpose = .stream(.transportStream) }
        #expect(code(request(), subscriber { $0.allowsHLS = false }) == .formatNotAllowed)
        #expect(code(transport, subscriber { $0.allowsHLS = false }) == nil)
        #expect(code(transport, subscriber { $0.allowsTransportStream = false }) == .formatNotAllowed)
        let file = request { $0.purpose = .stream(.progressive) }
        #expect(code(file, subscriber { ($0.allowsHLS, $0.allowsTransportStream) = (false, false) }) == nil)
    }

    @Test("Only who may watch learns whether a stream exists")
    func stream() {
        let missing = AdmissionStream(id: .live(LiveStreamID(999)), exists: false)
        let foreign = AdmissionStream(id: .live(LiveStreamID(8)), exists: true)
        #expect(code(request(), subscriber(), stream: missing) == .streamNotFound)
        #expect(code(request(), subscriber(), stream: foreign) == .streamNotInBundle)
        #expect(code(request { $0.proof = .wrong }, subscriber(), stream: missing) == .credentialsInvalid)
        #expect(code(request(), subscriber { $0.status = .banned }, stream: missing) == .subscriberBanned)
    }

    @Test("The first rule in the documented order gives the reason, and decision and verdicts agree")
    func order() {
        // Each bit breaks one rule; the lowest broken one must win.
        for broken in 0..<(1 << 9) {
            func breaks(_ index: Int) -> Bool { broken >> index & 1 == 1 }
            let subscriber = subscriber {
                if breaks(1) { $0.status = .disabled }
                if breaks(2) { $0.expiresAt = Self.now }
                if breaks(3) { $0.networks = [IPNetwork("10.0.0.0/8")!] }
                if breaks(4) { $0.userAgents = ["kodi"] }
                if breaks(5) { $0.countries = ["DE"] }
                if breaks(6) { $0.allowsHLS = false }
                if breaks(8) { $0.liveStreamIDs = .empty }
            }
            let request = request { if breaks(0) { $0.proof = .wrong } }
            let stream = AdmissionStream(id: .live(Self.channel), exists: !breaks(7))
            let expected: [DenialCode] = [
                .credentialsInvalid, .subscriberDisabled, .subscriberExpired, .addressNotAllowed,
                .userAgentNotAllowed, .countryNotAllowed, .formatNotAllowed, .streamNotFound, .streamNotInBundle,
            ]
            let first = (0..<9).first(where: breaks).map { expected[$0] }
            #expect(code(request, subscriber, stream: stream) == first)
            let verdicts = Admission.verdicts(request, subscriber: subscriber, stream: stream)
            #expect(verdicts.map(\.rule) == AdmissionRule.allCases)
            let refused = verdicts.compactMap { verdict -> DenialCode? in
                guard case .refused(let code) = verdict.outcome else { return nil }
                return code
            }
            #expect(refused.first == first)
            #expect(verdicts.allSatisfy { !$0.explanation.isEmpty })
        }
    }

    @Test("Codes have the statuses players are promised; only the retryable ones say when to come again")
    func codes() {
        let statuses = Dictionary(grouping: DenialCode.allCases, by: \.status).mapValues { Set($0.map(\.rawValue)) }
        #expect(statuses[401] == ["credentials_invalid"])
        #expect(statuses[404] == ["stream_not_found", "no_archive"])
        #expect(statuses[429] == ["rate_limited"])
        #expect(statuses[503] == ["stream_unavailable", "draining", "overloaded"])
        #expect(statuses[403]?.count == 11)
        for code in DenialCode.allCases {
            #expect((Denial(code).retryAfterSeconds != nil) == (code.status == 429 || code.status == 503))
            #expect(code.sentence.hasSuffix("."))
        }
        #expect(Denial(.rateLimited, retryAfter: .milliseconds(1)).retryAfterSeconds == 1)
        #expect(Denial(.rateLimited, retryAfter: .milliseconds(2001)).retryAfterSeconds == 3)
    }

    @Test("S41: an entitlement prints neither the username nor the hash")
    func redaction() {
        var dumped = ""
        let subscriber = subscriber { $0.accessTokenHash = [211, 212, 213] }
        dump(subscriber, to: &dumped)
        for text in ["\(subscriber)", String(reflecting: subscriber), dumped] {
            #expect(!text.contains("demo") && !text.contains("211"))
        }
    }
}
