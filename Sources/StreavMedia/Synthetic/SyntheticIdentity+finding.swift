public import NIOCore

extension SyntheticIdentity {
    /// What an access unit says of itself.
    public enum Finding: Sendable, Hashable {
        /// Nothing, before its first slice: it is not of a synthetic channel.
        case absent
        /// An identity whose checksum or form is wrong, or that is cut short.
        case damaged
        case identity(SyntheticIdentity)
    }

    /// How far into a unit is looked, where it lies in transport packets: parameter sets and other messages that stand
    /// before an identity fit in.
    public static let searchedBytes = 1_024

    /// Looks into an access unit of H.264 in Annex B form, also with a PES header in front. Reads up to its first slice
    /// and at most ``searchedBytes``, so a look costs the same whatever the picture's size.
    public static func find(in accessUnit: UnsafeRawBufferPointer) -> Finding {
        search(UnsafeRawBufferPointer(rebasing: accessUnit.prefix(searchedBytes)), isWhole: true) ?? .absent
    }

    /// Looks into the beginning of an access unit, for who has it in pieces.
    ///
    /// - Parameter bytes: From the beginning of the unit on, at most ``searchedBytes``.
    /// - Returns: Nil: what is there ends before the first slice, so more of the unit is needed to tell.
    public static func find(inBeginning bytes: UnsafeRawBufferPointer) -> Finding? {
        search(bytes, isWhole: bytes.count >= searchedBytes)
    }

    private static func search(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Finding? {
        var position = 2
        while position + 1 < bytes.count {
            switch bytes[position] {
            case 2...: position += 3
            case 1 where bytes[position - 1] == 0 && bytes[position - 2] == 0:
                switch bytes[position + 1] & 0x9F {
                // Slices: what identifies a picture stands before it.
                case 1...5: return .absent
                case 6:
                    var isCut = false
                    if let finding = read(messagesAt: position + 2, bytes, &isCut) {
                        return isCut && !isWhole ? nil : finding
                    }
                default: break
                }
                position += 3
            case 1: position += 3
            default: position += 1
            }
        }
        return isWhole ? .absent : nil
    }

    /// Looks into one unit as transport packets of one PID.
    public static func find(inPackets packets: ByteBuffer) -> Finding {
        withUnsafeTemporaryAllocation(byteCount: searchedBytes, alignment: 1) { gathered in
            var count = 0
            packets.withUnsafeReadableBytes { bytes in
                var start = 0
                while start + TransportPacket.size <= bytes.count, count < searchedBytes {
                    let packet = TransportPacket(
                        UnsafeRawBufferPointer(rebasing: bytes[start..<start + TransportPacket.size]))
                    let payload = (packet.payload ?? 0..<0).prefix(searchedBytes - count)
                    UnsafeMutableRawBufferPointer(rebasing: gathered[count...])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: packet.bytes[payload]))
                    count += payload.count
                    start += TransportPacket.size
                }
            }
            return find(in: UnsafeRawBufferPointer(rebasing: gathered[..<count]))
        }
    }

    /// Messages of a supplement (section 7.3.2.3). Nil: none is an identity.
    ///
    /// - Parameter isCut: Becomes true where the bytes end within an identity.
    private static func read(
        messagesAt start: Int, _ bytes: UnsafeRawBufferPointer, _ isCut: inout Bool
    ) -> Finding? {
        var position = start
        func number() -> Int? {
            var value = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                value += Int(byte)
                if byte != 0xFF { return value }
            }
            return nil
        }
        while position < bytes.count, bytes[position] != 0x80 {
            guard let type = number(), let size = number() else { return nil }
            if type == 0, size == 0 { return nil }
            if type == 5, bytes[position...].starts(with: uuid) {
                isCut = position + size > bytes.count
                guard size == messageBytes, !isCut else { return .damaged }
                let fields = bytes[(position + uuid.count)..<(position + size)]
                return SyntheticIdentity(fields: UnsafeRawBufferPointer(rebasing: fields)).map { .identity($0) }
                    ?? .damaged
            }
            position += size
        }
        return nil
    }
}
