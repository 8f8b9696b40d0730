/// The programme map table (ISO/IEC 13818-1 section 2.4.4.8).
struct ProgramMap: Equatable {
    let programNumber: UInt16
    /// 0x1FFF: the programme has no clock.
    let clockPID: UInt16
    /// Streams that come in PES packets, in the table's order.
    let tracks: [TransportTrack]

    /// - Parameter section: Complete, its checksum verified. Nil: not a PMT that applies now, or one that contradicts
    ///   itself.
    init?(section: [UInt8]) {
        guard section.count >= 16, section[0] == 0x02, section[5] & 1 == 1 else { return nil }
        programNumber = UInt16(section[3]) << 8 | UInt16(section[4])
        clockPID = UInt16(section[8] & 0x1F) << 8 | UInt16(section[9])
        let end = section.count - 4
        var position = 12 + (Int(section[10] & 0x0F) << 8 | Int(section[11]))
        var tracks: [TransportTrack] = []
        while position + 5 <= end {
            let streamType = section[position]
            let pid = UInt16(section[position + 1] & 0x1F) << 8 | UInt16(section[position + 2])
            let length = Int(section[position + 3] & 0x0F) << 8 | Int(section[position + 4])
            position += 5
            guard position + length <= end else { return nil }
            let descriptors = StreamDescriptors(section[position..<position + length])
            position += length
            guard !StreamDescriptors.carriesSections(streamType), pid >= 0x10, pid != TransportPacket.nullPID,
                !tracks.contains(where: { $0.pid == pid })
            else { continue }
            tracks.append(
                TransportTrack(
                    pid: pid, streamType: streamType, codec: descriptors.codec(streamType: streamType),
                    language: descriptors.language, descriptors: descriptors.kept, carriesClock: pid == clockPID))
        }
        guard position == end else { return nil }
        self.tracks = tracks
    }
}
