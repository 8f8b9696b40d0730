extension LiveMuxer {
    /// What was appended to the output by one call of ``LiveMuxer/mux(_:into:)``.
    public struct MuxedUnit: Sendable, Equatable {
        /// Index into the tracks of the current input.
        public let trackIndex: Int
        /// 90 kHz on the output's timeline, unwrapped. Never goes back within a track.
        public let decodeTime: Int64
        /// 90 kHz on the output's timeline, unwrapped.
        public let presentationTime: Int64
        /// PAT and PMT stand before it, and a decoder can start here. Only units of the key track are. In a radio
        /// programme it is one audio unit in each 400 ms.
        public let isRandomAccess: Bool
        /// First unit of another input, or after a jump of the timestamps, or a change of tracks or formats: an
        /// EXT-X-DISCONTINUITY belongs before it. Always a random-access unit. False for the very first unit.
        public let isDiscontinuity: Bool
        /// Belongs to the track that segments go by: the first video, or the first audio of a radio programme.
        public let isKeyTrack: Bool

        public init(
            trackIndex: Int, decodeTime: Int64, presentationTime: Int64, isRandomAccess: Bool, isDiscontinuity: Bool,
            isKeyTrack: Bool
        ) {
            self.trackIndex = trackIndex
            self.decodeTime = decodeTime
            self.presentationTime = presentationTime
            self.isRandomAccess = isRandomAccess
            self.isDiscontinuity = isDiscontinuity
            self.isKeyTrack = isKeyTrack
        }
    }
}
