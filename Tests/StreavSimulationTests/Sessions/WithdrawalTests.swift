import StreavAssembly
import StreavControl
import StreavDomain
import StreavStore
import StreavStreaming
import Testing

/// INV-EXP: what an administrator takes away is away within two seconds, with every socket it fed.
@Suite("Withdrawal")
struct WithdrawalTests {
    /// Two seconds, and what a busy machine may add.
    private static let limit: Duration = .seconds(3)

    private struct Party: Sendable {
        let withdrawal: Withdrawal
        let viewer: TestViewer
        let bundle: BundleID
        let stream: LiveStreamID
        /// Each comes from a network of its own: refusals are counted by address.
        let address: String
    }

    @Test("Whoever may not watch any longer is cut off within two seconds, and nobody else")
    func cutOff() async throws {
        try await TestPlatform.with(channels: Withdrawal.allCases.count + 1) { platform in
            var parties: [Party] = []
            for (index, withdrawal) in Withdrawal.allCases.enumerated() {
                parties.append(try await Self.admit(withdrawal, index, platform))
            }
            let bystander = try await platform.subscriber("bystander")
            try await platform.awaitOnAir()
            let quiet = try bystander.watch(platform.streams[Withdrawal.allCases.count])
            #expect(quiet.isAdmitted)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for party in parties {
                    group.addTask(executorPreference: BlockingExecutor.shared) { try await Self.cut(party, platform) }
                }
                try await group.waitForAll()
            }
            #expect(quiet.read(for: .seconds(1)) > 0)
            #expect(quiet.faults.isEmpty)
            let left = try await eventually(within: .seconds(2)) { platform.node.gatekeeper.snapshot().count == 1 }
            #expect(left, "\(platform.node.gatekeeper.snapshot())")
        }
    }

    private static func admit(_ withdrawal: Withdrawal, _ index: Int, _ platform: TestPlatform) async throws -> Party {
        let stream = platform.streams[index]
        let bundle = try await platform.control.perform(as: TestPlatform.actor) { transaction in
            try transaction.bundles.create(BundleDetails(name: "Of \(withdrawal)", liveStreams: [stream])).id
        }
        let viewer = try await platform.subscriber("party\(index)") { $0.bundles = [bundle] }
        return Party(
            withdrawal: withdrawal, viewer: viewer, bundle: bundle, stream: stream, address: "127.0.1.\(index + 1)")
    }

    private static func cut(_ party: Party, _ platform: TestPlatform) async throws {
        let hls = try party.viewer.play(party.stream, from: party.address)
        #expect(try hls.fetch() == 200)
        let socket = try party.viewer.watch(party.stream, from: party.address.replacing("127.0.1", with: "127.0.2"))
        #expect(socket.isAdmitted)
        #expect(socket.read(for: .milliseconds(500)) > 0)

        try await platform.administrate {
            try party.withdrawal.carry(out: $0, party.viewer.id, party.bundle, party.stream)
        }
        let refusal = try await hls.awaitRefusal(within: Self.limit)
        let code = refusal?.code
        #expect(party.withdrawal.allows(code), "\(party.withdrawal): \(code ?? "not refused")")
        #expect(refusal?.status == code.flatMap { DenialCode(rawValue: $0) }?.status)
        #expect(socket.awaitEnd(within: Self.limit) != nil, "\(party.withdrawal): the socket is open")
        let again = try party.viewer.watch(party.stream, from: party.address)
        #expect(party.withdrawal.allows(again.code), "\(party.withdrawal): \(again.head.head)")
    }

    @Test("A new access token serves at once, and the old one no longer")
    func newToken() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("renewed")
            try await platform.awaitOnAir()
            #expect(try viewer.open(platform.streams[0]).status == 200)
            let token = try await platform.control.perform(as: TestPlatform.actor) {
                try $0.subscribers.regenerateAccessToken(viewer.id)
            }
            let renewed = TestViewer(id: viewer.id, username: viewer.username, token: token, port: platform.port)
            let isAdmitted = try await eventually(within: Self.limit) {
                try renewed.open(platform.streams[0], from: "127.0.3.1").status == 200
            }
            #expect(isAdmitted)
            #expect(try viewer.open(platform.streams[0]).status == 401)
        }
    }

    @Test("A kick holds: the device stays away for its time, and no other does")
    func kick() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("kicked")
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let hls = try viewer.play(stream, from: "127.0.4.1")
            #expect(try hls.fetch() == 200)
            let socket = try viewer.watch(stream, from: "127.0.4.2")
            #expect(socket.isAdmitted)
            #expect(platform.node.gatekeeper.kick(subscriber: viewer.id, hold: .seconds(3)) == 2)

            #expect(socket.awaitEnd(within: Self.limit) != nil)
            let refusal = try hls.poll()
            #expect(refusal.status == 429)
            #expect(refusal.header("Streav-Denial") == "rate_limited")
            #expect(refusal.header("Retry-After").flatMap { Int($0) }.map { (1...3).contains($0) } == true)
            #expect(try viewer.watch(stream, from: "127.0.4.2").head.status == 429)
            #expect(try viewer.open(stream, from: "127.0.4.3").status == 200)
            let isBack = try await eventually(within: .seconds(6)) {
                try viewer.open(stream, from: "127.0.4.1").status == 200
            }
            #expect(isBack)
        }
    }
}
