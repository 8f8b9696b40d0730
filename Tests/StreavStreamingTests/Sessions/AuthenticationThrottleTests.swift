import StreavDomain
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("Throttling of failed authentications")
struct AuthenticationThrottleTests {
    private let stranger = IPAddress(203, 0, 113, 9)

    private func instant(_ seconds: Int) -> MonotonicInstant { MonotonicInstant(offset: .seconds(seconds)) }

    private func throttle(capacity: Int = 100) -> AuthenticationThrottle {
        AuthenticationThrottle(failures: 20, window: .seconds(60), capacity: capacity)
    }

    @Test("The twenty-first attempt of a minute waits until the first failure is a minute old")
    func limit() {
        var throttle = throttle()
        for second in 0..<20 {
            #expect(throttle.wait(for: stranger, at: instant(second)) == nil)
            throttle.failed(stranger, at: instant(second))
        }
        #expect(throttle.wait(for: stranger, at: instant(20)) == .seconds(40))
        #expect(throttle.wait(for: stranger, at: instant(59)) == .seconds(1))
        #expect(throttle.wait(for: stranger, at: instant(60)) == nil)
    }

    @Test("No window of a minute, however laid, holds more than twenty failures")
    func slidingWindow() {
        var throttle = throttle()
        var failures: [Int] = []
        for second in 0..<600 where throttle.wait(for: stranger, at: instant(second)) == nil {
            throttle.failed(stranger, at: instant(second))
            failures.append(second)
        }
        for start in 0..<540 {
            #expect(failures.filter { (start..<(start + 60)).contains($0) }.count <= 20)
        }
        #expect(failures.count == 200)
    }

    @Test("Other addresses are unaffected; an IPv6 line is one address")
    func addresses() throws {
        var throttle = throttle()
        for host in 0..<20 {
            try throttle.failed(#require(IPAddress("2001:db8::\(host + 1)")), at: instant(0))
        }
        #expect(try throttle.wait(for: #require(IPAddress("2001:db8::ffff")), at: instant(1)) != nil)
        #expect(try throttle.wait(for: #require(IPAddress("2001:db8:0:1::1")), at: instant(1)) == nil)
        #expect(throttle.wait(for: stranger, at: instant(1)) == nil)
    }

    @Test("The table is bounded, whatever is thrown at it")
    func bound() {
        var throttle = throttle(capacity: 100)
        for number in 0..<10_000 {
            throttle.failed(IPAddress(10, 0, UInt8(number >> 8 & 255), UInt8(number & 255)), at: instant(0))
        }
        #expect(throttle.count == 100)
    }
}
