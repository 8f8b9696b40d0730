import NIOCore

extension SyntheticGroup {
    /// What happens to packets that were right.
    mutating func suffer(_ incidents: SyntheticIncidents) {
        if incidents.hidesTables { hideTables() }
        if incidents.lostPackets > 0 { lose(incidents.lostPackets, seed: incidents.seed) }
        if let slow = incidents.slow { slowDown(slow) }
    }

    private mutating func hideTables() {
        packets.withUnsafeMutableReadableBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: TransportPacket.size) {
                let packet = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + TransportPacket.size])
                let pid = TransportPacket(UnsafeRawBufferPointer(packet)).pid
                guard pid == 0 || pid == SyntheticChannel.mapPID else { continue }
                packet[1] = 0x1F
                packet[2] = 0xFF
                packet[3] = 0x10
                for index in 4..<packet.count { packet[index] = 0xFF }
            }
        }
    }

    /// Takes away packets of pictures and sound.
    private mutating func lose(_ count: Int, seed: UInt64) {
        var places: Set<Int> = []
        packets.withUnsafeReadableBytes { bytes in
            let total = bytes.count / TransportPacket.size
            let media = (0..<total).filter { index in
                let start = index * TransportPacket.size
                let packet = TransportPacket(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<start + TransportPacket.size]))
                return packet.pid == SyntheticChannel.videoPID || packet.pid == SyntheticChannel.audioPID
            }
            for draw in 0..<count {
                places.insert(media[Int(SyntheticIncidents.mix([seed, UInt64(draw)]) % UInt64(media.count))])
            }
        }
        var kept = ByteBuffer()
        kept.reserveCapacity(packets.readableBytes)
        var moments: [Moment] = []
        for moment in self.moments {
            let start = kept.writerIndex
            for position in stride(from: moment.bytes.lowerBound, to: moment.bytes.upperBound, by: TransportPacket.size)
            where !places.contains(position / TransportPacket.size) {
                guard var packet = packets.getSlice(at: packets.readerIndex + position, length: TransportPacket.size)
                else { continue }
                kept.writeBuffer(&packet)
            }
            moments.append(Moment(due: moment.due, bytes: start..<kept.writerIndex))
        }
        self = SyntheticGroup(index: index, packets: kept, moments: moments, isDown: isDown)
    }

    /// Stretches the time from the incident's start on, and drops what comes after its end.
    private mutating func slowDown(_ incident: Range<Int64>) {
        let start = incident.lowerBound * Int64(SyntheticChannel.groupMilliseconds)
        let end = incident.upperBound * Int64(SyntheticChannel.groupMilliseconds)
        let moments = self.moments.map { Moment(due: start + ($0.due - start) * 10 / 7, bytes: $0.bytes) }
            .prefix { $0.due < end }
        let bytes = moments.last?.bytes.upperBound ?? 0
        self = SyntheticGroup(
            index: index, packets: packets.getSlice(at: packets.readerIndex, length: bytes) ?? ByteBuffer(),
            moments: Array(moments), isDown: isDown)
    }
}
