import StreavLocal
import StreavPorts
import Testing

@testable import StreavAPI

@Suite("Failures to authenticate")
struct FailureThrottleTests {
    private let clock = ManualClock()

    @Test("S12: ten thousand guesses at one client from as many addresses are throttled")
    func manyAddresses() {
        let throttle = FailureThrottle(clock: StreavClock(clock))
        let answered = (0..<10_000).count { throttle.failed(clientID: "shop", address: "address \($0)") == nil }
        #expect(answered == FailureThrottle.clientLimit)
    }

    @Test("S12: ten thousand guesses from one address at as many clients are throttled")
    func manyClients() {
        let throttle = FailureThrottle(clock: StreavClock(clock))
        let answered = (0..<10_000).count { throttle.failed(clientID: "client \($0)", address: "192.0.2.1") == nil }
        #expect(answered == FailureThrottle.addressLimit)
    }

    @Test("What is remembered has a bound, beyond which new ones are counted together")
    func bound() {
        let throttle = FailureThrottle(clock: StreavClock(clock))
        let answered = (0..<100_000).count {
            throttle.failed(clientID: "client \($0)", address: "address \($0)") == nil
        }
        #expect(answered <= FailureThrottle.entryLimit)
        #expect(throttle.failed(clientID: "new", address: "new") != nil)
    }

    @Test("A client is let alone again when the window is over, and told when")
    func window() {
        let throttle = FailureThrottle(clock: StreavClock(clock))
        for _ in 0..<FailureThrottle.clientLimit { _ = throttle.failed(clientID: "shop", address: "a") }
        clock.advance(by: .seconds(20))
        #expect(throttle.failed(clientID: "shop", address: "a") == 40)
        clock.advance(by: .seconds(40))
        #expect(throttle.failed(clientID: "shop", address: "a") == nil)
    }
}
