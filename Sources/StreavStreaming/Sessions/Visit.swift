import StreavDomain

/// What is asked for and by which device: a ``ViewerRequest`` without its credentials.
struct Visit: Sendable {
    var stream: StreamID
    var format: StreamFormat
    var device: SessionDevice
}

extension ViewerRequest {
    var visit: Visit {
        Visit(stream: stream, format: format, device: SessionDevice(address: address, userAgent: userAgent))
    }
}
