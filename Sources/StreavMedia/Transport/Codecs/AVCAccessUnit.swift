/// H.264 (ISO/IEC 14496-10): which kind of picture a unit begins with.
enum AVCAccessUnit {
    /// - Parameter isMarked: The random_access_indicator of the transport packet.
    static func headers(_ bytes: [UInt8], isMarked: Bool) -> VideoHeaders {
        var headers = VideoHeaders()
        var hasRecoveryPoint = isMarked
        var scanner = StartCodeScanner(bytes)
        while let start = scanner.next() {
            switch bytes[start] & 0x1F {
            case 7: headers.parameters = scanner.unit(at: start) ?? headers.parameters
            case 6: hasRecoveryPoint = hasRecoveryPoint || containsRecoveryPoint(bytes[(start + 1)...])
            case 5:
                headers.isRandomAccess = true
                headers.isComplete = true
                return headers
            case 1, 2:
                headers.isRandomAccess = hasRecoveryPoint && headers.parameters != nil
                headers.isComplete = true
                return headers
            default: break
            }
        }
        return headers
    }

    /// Section 7.3.2.3: messages are (type, size, bytes); a recovery point (type 6) says from where pictures are right.
    private static func containsRecoveryPoint(_ message: ArraySlice<UInt8>) -> Bool {
        var position = message.startIndex
        func number() -> Int? {
            var value = 0
            while position < message.endIndex {
                let byte = message[position]
                position += 1
                value += Int(byte)
                if byte != 0xFF { return value }
            }
            return nil
        }
        // 0x80 are the trailing bits after the last message.
        while position < message.endIndex, message[position] != 0x80 {
            guard let type = number(), let size = number() else { return false }
            if type == 6 { return true }
            // A zero type and size are the start code of the next unit rather than a message.
            if type == 0, size == 0 { return false }
            position += size
        }
        return false
    }
}
