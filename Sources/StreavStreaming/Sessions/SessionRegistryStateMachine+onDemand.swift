import StreavDomain
import StreavPorts

/// On-demand HLS: all segments are listed from the start, so it is at the segment that a viewer is judged.
extension SessionRegistryStateMachine {
    enum SegmentClaim: Sendable {
        case granted
        case expired(DenialCode)
        /// Its session is over, and this is left of it.
        case dormant(DormantSession)
        /// Nobody who opened this stream.
        case unknown
    }

    /// A segment of an on-demand stream is asked for.
    func claim(
        stream: StreamID, connection: ConnectionKey, device: SessionDevice, at now: MonotonicInstant, wall: Timestamp
    ) -> SegmentClaim {
        if let place = attribution(stream, connection, device) {
            let grant = sessions.values[place].grant
            return grant.isOver(at: wall) ? .expired(grant.expiryCode) : .granted
        }
        let route = MediaRoute(device: device, stream: stream)
        for candidate in [route, route.ofAnyPlayer] {
            if let dormant = dormant.peek(candidate), now - dormant.lastActivity < configuration.dormantLife {
                return .dormant(dormant)
            }
        }
        return .unknown
    }

    mutating func lieDown(_ record: SessionRecord) {
        guard record.isOnDemandHLS, record.polls > 0 else { return }
        let left = DormantSession(record)
        dormant.set(left, forKey: record.route)
        dormant.set(left, forKey: record.route.ofAnyPlayer)
    }
}
