public import StreavCrypto
public import StreavDomain

extension PlaybackToken {
    /// A token of one stream never opens another.
    func opens(_ stream: StreamID) -> Bool {
        self.stream == stream
    }

    public var stream: StreamID {
        switch kind {
        case .live: .live(LiveStreamID(streamID))
        case .movie, .series: .onDemand(OnDemandStreamID(streamID))
        }
    }
}
