import NIOCore
import StreavLoad
import StreavPorts

/// A segment on its way to a viewer.
struct SegmentFetch {
    let request: SegmentRequest
    let rendition: SegmentTruths.Rendition
    /// What its bytes are, as far as they have come.
    var check: SegmentCheck
    var began: MonotonicInstant
    var bytes = 0
    /// When it was asked last whether it comes too late.
    var asked: MonotonicInstant

    init(_ request: SegmentRequest, _ rendition: SegmentTruths.Rendition, examines: Bool, at now: MonotonicInstant) {
        self.request = request
        self.rendition = rendition
        check = SegmentCheck(examines: examines)
        began = now
        asked = now
    }

    /// - Returns: Whether it is time to ask whether it comes too late.
    mutating func take(_ part: ByteBuffer, at now: MonotonicInstant) -> Bool {
        bytes += part.readableBytes
        check.read(part, at: now)
        guard now - asked >= SegmentDownload.checkInterval else { return false }
        asked = now
        return true
    }
}
