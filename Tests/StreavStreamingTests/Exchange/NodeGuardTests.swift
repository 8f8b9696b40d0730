import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("Who may have a node's files")
struct NodeGuardTests {
    private let clock = ManualClock()
    private let signer = NodeExchangeSigner(keys: SigningKeys(id: 1, key: .random()))

    private func text(
        _ nonce: String, audience: String = "east", range: Range<Int64>? = 0..<10, ago: Duration = .zero
    ) -> String {
        let request = NodeExchangeSigner.Request(
            method: "GET", path: "/node/media/YQ", range: range, version: "v", audience: audience)
        let moment = StreavClock.manual(clock).wallNow.advanced(by: .zero - ago)
        return signer.text(request, milliseconds: moment.milliseconds, nonce: nonce)
    }

    private func admit(_ gate: NodeGuard, _ text: String) -> String? {
        gate.admit(text, method: "GET", path: "/node/media/YQ", range: 0..<10, version: "v")
    }

    private func nonce(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "n", count: 22 - digits.count) + digits
    }

    @Test("S38: a request is let in once, and its replay is not, for as long as it would be in time")
    func replay() {
        let gate = NodeGuard(signer: signer, name: "east", clock: .manual(clock))
        // Of a clock that is ahead: it is in time for longest.
        let ahead = text(nonce(1), ago: .seconds(-30))
        #expect(admit(gate, ahead) == nonce(1))
        for _ in 0..<60 {
            #expect(admit(gate, ahead) == nil)
            clock.advance(by: .seconds(1))
        }
        #expect(admit(gate, text(nonce(1))) == nil, "not even anew")
        clock.advance(by: .seconds(180))
        #expect(admit(gate, ahead) == nil, "too old by now")
        #expect(admit(gate, text(nonce(1))) == nonce(1))
    }

    @Test("S40: what is old, for another node, of another range, or no signature at all, is refused")
    func refusals() {
        let gate = NodeGuard(signer: signer, name: "east", clock: .manual(clock))
        #expect(admit(gate, text(nonce(1), ago: .seconds(31))) == nil)
        #expect(admit(gate, text(nonce(2), audience: "west")) == nil)
        #expect(admit(gate, text(nonce(3), range: 0..<11)) == nil)
        #expect(admit(gate, text(nonce(4), range: nil)) == nil)
        #expect(admit(gate, "") == nil)
        #expect(admit(gate, text(nonce(5))) == nonce(5))
    }

    @Test("A register that is full lets nothing in, and goes on when its time has passed")
    func full() {
        var now = MonotonicInstant(offset: .zero)
        var register = NonceRegister(capacity: 3, memory: .seconds(60), now: now)
        for number in 0..<3 { #expect(register.use(nonce(number), at: now) == .fresh) }
        #expect(register.use(nonce(3), at: now) == .full)
        #expect(register.use(nonce(0), at: now) == .used)
        now = now + .seconds(60)
        #expect(register.use(nonce(0), at: now) == .used)
        #expect(register.use(nonce(3), at: now) == .fresh)
        now = now + .seconds(60)
        #expect(register.use(nonce(0), at: now) == .fresh)
        #expect(register.use(nonce(3), at: now) == .used)
        now = now + .seconds(600)
        #expect(register.use(nonce(3), at: now) == .fresh)
    }

    @Test("Blocks that are given at a time are bounded")
    func places() {
        let gate = NodeGuard(signer: signer, name: "east", clock: .manual(clock))
        for _ in 0..<NodeExchangeLimits.givenAtOnce { #expect(gate.takePlace()) }
        #expect(!gate.takePlace() && !gate.takePlace())
        gate.givePlaceBack()
        #expect(gate.takePlace() && !gate.takePlace())
    }

    @Test("S37, S39: keys and ranges have one spelling, and none that climbs or is too long")
    func forms() {
        let key = "films/2024/Ein Film – ß.mp4"
        let text = String(NodeFileForm.path(ofKey: key).dropFirst(NodeFileForm.pathPrefix.count))
        #expect(NodeFileForm.key(in: text) == key)
        for bad in ["../etc/passwd", "a/../b", "/etc/passwd", ".hidden", "a//b", "a\\b", "a\u{0}b", ""] {
            #expect(NodeFileForm.key(in: Base64URL.encode(Array(bad.utf8))) == nil)
        }
        #expect(NodeFileForm.key(in: Base64URL.encode([0xFF, 0xFE])) == nil)
        #expect(NodeFileForm.key(in: text + "=") == nil)
        #expect(NodeFileForm.range(in: "bytes=0-2097151") == 0..<2_097_152)
        for bad in [
            "bytes=0-2097152", "bytes=1-0", "bytes=-5", "bytes=5-", "bytes=0-1,3-4", "bytes=00-1", "bytes=+0-1",
            "Bytes=0-1", "bytes=0-9223372036854775807", "", "bytes=9223372036854775807-9223372036854775807",
        ] {
            #expect(NodeFileForm.range(in: bad) == nil, "\(bad)")
        }
        for bad in ["", "a b", "a/b", "a\"b", "a\n", String(repeating: "a", count: 129)] {
            #expect(!NodeFileForm.isVersion(bad))
        }
    }
}
