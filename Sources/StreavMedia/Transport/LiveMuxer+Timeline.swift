extension LiveMuxer {
    /// One output PID.
    struct Lane {
        let pid: UInt16
        /// Continuity counter of the last packet with payload.
        var counter: UInt8 = 15
        /// Output decode time of the last unit.
        var last: Int64?
        /// From unit to unit, 90 kHz; 40 ms until it is known.
        var step: Int64 = 3600
        /// Nothing was written since the last splice.
        var isFresh = true

        init(pid: UInt16) {
            self.pid = pid
        }
    }

    /// Where the current input lies on the output.
    struct Timeline {
        /// Decode time of the key track's last unit, as it came.
        var raw: UInt64
        /// The same on the output.
        var output: Int64
        /// Presentation time of the splice's first unit: what other tracks show before it is dropped.
        var floor: Int64
        /// Where a unit that follows without a gap would begin.
        var decodeEnd: Int64
        /// Presentation time up to which the key track shows something.
        var presentationEnd: Int64

        /// Output time of a timestamp as it came.
        func output(of time: UInt64) -> Int64 {
            output + Timestamp33.distance(from: raw, to: time)
        }
    }

    /// PTS after DTS by so much.
    static func reordering(of unit: TransportUnit) -> Int64 {
        guard let presentation = unit.presentationTime, let decode = unit.decodeTime else { return 0 }
        let distance = Timestamp33.distance(from: decode, to: presentation)
        return (0...mostReordering).contains(distance) ? distance : 0
    }
}
