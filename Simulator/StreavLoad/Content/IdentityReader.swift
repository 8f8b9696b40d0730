public import NIOCore
import StreavMedia

/// Reads out of a transport stream what the pictures of a synthetic channel say of themselves, without taking the
/// stream apart: of most packets it looks at four bytes, of those that begin a picture at what stands before the first
/// slice.
///
/// Takes pieces of any size. Memory is bounded by a packet and ``SyntheticIdentity/searchedBytes``.
public struct IdentityReader: Sendable {
    private static let packetSize = 188
    private static let syncByte: UInt8 = 0x47

    /// What was read since the last ``take()``.
    private var tally = PictureTally()
    /// The beginning of a packet.
    private var carried: [UInt8] = []
    /// The beginning of a picture that goes on in the next packet, and of which PID; nil: there is none.
    private var gathered: [UInt8] = []
    private var gatheredPID: UInt16?
    private var presentation: Int64?
    /// A discontinuity was announced since the last picture.
    private var isMarked = false

    public init() {}

    /// The next bytes, in pieces of any size.
    public mutating func read(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { read($0) }
    }

    public mutating func read(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        if !carried.isEmpty {
            offset = min(Self.packetSize - carried.count, bytes.count)
            carried.append(contentsOf: bytes[..<offset])
            guard carried.count == Self.packetSize else { return }
            let packet = carried
            carried.removeAll(keepingCapacity: true)
            packet.withUnsafeBytes { take($0) }
        }
        while bytes.count - offset >= Self.packetSize {
            if bytes[offset] == Self.syncByte {
                let end = offset + Self.packetSize
                look(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
                offset = end
            } else {
                // Whoever watches the form of the stream says so.
                offset = bytes[offset...].firstIndex(of: Self.syncByte) ?? bytes.count
            }
        }
        carried.append(contentsOf: bytes[offset...])
    }

    /// What was read since the last call. A picture whose beginning is not whole yet comes with the next.
    public mutating func take() -> PictureTally {
        defer { tally = PictureTally() }
        return tally
    }

    /// Nothing follows: what was read since the last call of ``take()``.
    public mutating func finish() -> PictureTally {
        conclude()
        carried.removeAll(keepingCapacity: true)
        return take()
    }

    /// Another stream follows, from its beginning.
    public mutating func begin() {
        carried.removeAll(keepingCapacity: true)
        gathered.removeAll(keepingCapacity: true)
        gatheredPID = nil
        isMarked = false
    }

    private mutating func take(_ packet: UnsafeRawBufferPointer) {
        if packet[0] == Self.syncByte { look(packet) }
    }

    /// - Parameter packet: 188 bytes that begin with the sync byte.
    @inline(__always)
    private mutating func look(_ packet: UnsafeRawBufferPointer) {
        // Nine in ten packets go on with a unit and have nothing but payload.
        if packet[1] & 0x40 == 0, packet[3] & 0x20 == 0, gatheredPID == nil { return }
        examine(packet)
    }

    private mutating func examine(_ packet: UnsafeRawBufferPointer) {
        let control = packet[3]
        var payload = 4
        if control & 0x20 != 0 {
            payload = 5 + Int(packet[4])
            if packet[4] > 0, packet[5] & 0x80 != 0 { isMarked = true }
        }
        guard control & 0x10 != 0, payload < Self.packetSize else { return }
        let pid = UInt16(packet[1] & 0x1F) << 8 | UInt16(packet[2])
        if packet[1] & 0x40 != 0 {
            begin(packet, payload, pid)
        } else if pid == gatheredPID {
            gather(packet, from: payload, pid)
        }
    }

    /// A unit begins. Of interest is a picture: a PES packet of a video stream (ISO/IEC 13818-1, table 2-22).
    private mutating func begin(_ packet: UnsafeRawBufferPointer, _ payload: Int, _ pid: UInt16) {
        if pid == gatheredPID { conclude() }
        guard payload + 9 <= Self.packetSize, packet[payload] == 0, packet[payload + 1] == 0,
            packet[payload + 2] == 1, packet[payload + 3] & 0xF0 == 0xE0
        else { return }
        presentation = Self.presentation(packet, payload)
        let picture = min(payload + 9 + Int(packet[payload + 8]), Self.packetSize)
        if let finding = SyntheticIdentity.find(
            inBeginning: UnsafeRawBufferPointer(rebasing: packet[picture...]))
        {
            see(finding)
        } else {
            gather(packet, from: picture, pid)
        }
    }

    private mutating func gather(_ packet: UnsafeRawBufferPointer, from start: Int, _ pid: UInt16) {
        gatheredPID = pid
        gathered.append(contentsOf: packet[start...].prefix(SyntheticIdentity.searchedBytes - gathered.count))
        if let finding = gathered.withUnsafeBytes({ SyntheticIdentity.find(inBeginning: $0) }) { see(finding) }
    }

    /// The picture that is gathered has no more bytes.
    private mutating func conclude() {
        guard gatheredPID != nil else { return }
        see(gathered.withUnsafeBytes { SyntheticIdentity.find(in: $0) })
    }

    private mutating func see(_ finding: SyntheticIdentity.Finding) {
        tally.see(finding, isMarked: isMarked, presentation: presentation)
        isMarked = false
        gatheredPID = nil
        gathered.removeAll(keepingCapacity: true)
    }

    /// PTS of a PES packet (2.4.3.6); nil: it has none, or it does not lie in this packet.
    private static func presentation(_ packet: UnsafeRawBufferPointer, _ payload: Int) -> Int64? {
        guard payload + 14 <= packetSize, packet[payload + 7] & 0x80 != 0 else { return nil }
        let high = Int64(packet[payload + 9] & 0x0E) << 29 | Int64(packet[payload + 10]) << 22
        let low = Int64(packet[payload + 11] & 0xFE) << 14 | Int64(packet[payload + 12]) << 7
        return high | low | Int64(packet[payload + 13] >> 1)
    }
}
