import NIOCore
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts

/// What all viewers of one event loop share. Lives on that loop.
final class LoadLoop {
    let loop: any EventLoop
    let target: LoadTarget
    let address: SocketAddress
    let clock: StreavClock
    let started: MonotonicInstant
    let anchor: WallAnchor
    let parser = PlaylistParser()
    var measure: LoopMeasure
    /// Those present, by their numbers.
    private(set) var clients: [Int: any LoadClient] = [:]
    private(set) var isStopping = false
    /// Told of the cohort of each client that has gone.
    var replaced: ((Int) -> Void)?

    init(
        loop: any EventLoop, target: LoadTarget, address: SocketAddress, cohorts: Int, clock: StreavClock,
        started: MonotonicInstant
    ) {
        self.loop = loop
        self.target = target
        self.address = address
        self.clock = clock
        self.started = started
        anchor = WallAnchor(instant: clock.monotonicNow, wall: clock.wallNow)
        measure = LoopMeasure(cohorts: cohorts)
    }

    var authority: String { "\(target.host):\(target.port)" }

    /// Where a client's connections come from and go to. On the loopback interface all of 127.0.0.0/8 is ours.
    ///
    /// - Parameter port: Nil: that of the streaming server.
    func endpoint(of client: Int, port: Int? = nil) -> LoadConnection.Endpoint {
        var address = address
        if let port { address.port = port }
        var endpoint = LoadConnection.Endpoint(target: address, authority: "\(target.host):\(port ?? target.port)")
        if target.spreadsAddresses {
            // 127.1.0.1 to 127.254.255.254: nobody else's, and none ends in 0 or 255.
            let number = client % (254 * 256 * 254)
            let octets = (number / (256 * 254) % 254 + 1, number / 254 % 256, number % 254 + 1)
            endpoint.source = try? SocketAddress(ipAddress: "127.\(octets.0).\(octets.1).\(octets.2)", port: 0)
        }
        return endpoint
    }

    func begin(_ client: any LoadClient) {
        clients[client.number] = client
        measure.cohorts[client.cohort].present += 1
        client.begin()
    }

    func ended(_ client: any LoadClient) {
        guard clients.removeValue(forKey: client.number) != nil else { return }
        measure.cohorts[client.cohort].present -= 1
        replaced?(client.cohort)
    }

    /// Everybody leaves.
    func stop() {
        isStopping = true
        for client in clients.values { client.leave(.clean) }
        clients = [:]
        for index in measure.cohorts.indices { measure.cohorts[index].present = 0 }
    }

    func violation(_ invariant: String, _ detail: String, of client: any LoadClient, cohort name: String) {
        measure.add(
            Violation(
                invariant: invariant, time: (clock.monotonicNow - started).milliseconds / 1000, viewer: client.number,
                cohort: name, detail: detail))
    }

    /// An instant as the loop's timers count.
    func deadline(_ instant: MonotonicInstant) -> NIODeadline {
        let wait = instant - clock.monotonicNow
        return .now() + .nanoseconds(Int64(max(0, wait.milliseconds) * 1e6))
    }
}
