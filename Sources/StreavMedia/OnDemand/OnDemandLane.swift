/// A track in a rendition: which samples each segment takes, and where its packets' counters stand.
struct OnDemandLane: Sendable {
    let track: Int
    let pid: UInt16
    let timeline: OnDemandTimeline
    /// The first sample of each segment, and one behind the last.
    let starts: [UInt32]
    /// The counter of the first packet of each segment: segments are made one by one, and played one after the other
    /// (HLS-22).
    let counters: [UInt8]
}
