internal import NIOCore

/// Puts chunked content together (RFC 9112 section 7.1), within bounds and without trailers, which no form has.
struct ChunkedReader: Sendable {
    enum Outcome {
        case needsMore
        case complete
        case rejected(RequestRejection)
    }

    private enum Stage {
        case size
        case data(remaining: Int)
        case dataEnd
        case end
    }

    private(set) var content = ByteBuffer()
    private var stage = Stage.size
    private var chunks = 0
    private let maximumBytes: Int

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    mutating func read(from buffer: inout ByteBuffer) -> Outcome {
        while true {
            switch stage {
            case .size:
                switch Self.readSize(from: &buffer) {
                case .none: return .needsMore
                case .failure(let rejection): return .rejected(rejection)
                case .success(let size):
                    chunks += 1
                    guard chunks <= RequestLimits.maximumChunks else { return .rejected(.badChunk) }
                    guard content.readableBytes + size <= maximumBytes else { return .rejected(.contentTooLarge) }
                    stage = size == 0 ? .end : .data(remaining: size)
                }
            case .data(let remaining):
                let count = min(remaining, buffer.readableBytes)
                guard count > 0, let part = buffer.readSlice(length: count) else { return .needsMore }
                content.writeImmutableBuffer(part)
                stage = count == remaining ? .dataEnd : .data(remaining: remaining - count)
            case .dataEnd, .end:
                guard let end = Self.readLineEnd(from: &buffer) else { return .needsMore }
                guard end else { return .rejected(.badChunk) }
                if case .end = stage { return .complete }
                stage = .size
            }
        }
    }

    /// Nil while CR LF is not there as a whole; false when something else is.
    private static func readLineEnd(from buffer: inout ByteBuffer) -> Bool? {
        guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        guard first == 13 else { return false }
        guard let second = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt8.self) else { return nil }
        guard second == 10 else { return false }
        buffer.moveReaderIndex(forwardBy: 2)
        return true
    }

    /// Reads `1*HEXDIG [ ";" extension ] CR LF`.
    private static func readSize(from buffer: inout ByteBuffer) -> Result<Int, RequestRejection>? {
        let bound = RequestLimits.maximumChunkSizeDigits + RequestLimits.maximumChunkExtensionBytes + 2
        let line = buffer.withUnsafeReadableBytes { bytes -> Result<(size: Int, length: Int), RequestRejection>? in
            guard let feed = bytes.prefix(bound).firstIndex(of: 10) else {
                return bytes.count >= bound ? .failure(.badChunk) : nil
            }
            guard feed > 1, bytes[feed - 1] == 13 else { return .failure(.badChunk) }
            var size = 0
            var index = 0
            while index < feed - 1, let digit = ByteRules.hexadecimal(bytes[index]) {
                guard index < RequestLimits.maximumChunkSizeDigits else { return .failure(.badChunk) }
                size = size << 4 | Int(digit)
                index += 1
            }
            guard index > 0 else { return .failure(.badChunk) }
            if index < feed - 1 {
                guard bytes[index] == UInt8(ascii: ";"),
                    bytes[index..<(feed - 1)].allSatisfy(ByteRules.isFieldValue)
                else { return .failure(.badChunk) }
            }
            return .success((size, feed + 1))
        }
        switch line {
        case .none: return nil
        case .failure(let rejection): return .failure(rejection)
        case .success(let found):
            buffer.moveReaderIndex(forwardBy: found.length)
            return .success(found.size)
        }
    }
}
