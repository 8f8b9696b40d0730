/// Finds the start codes 0x000001 of video elementary streams.
struct StartCodeScanner {
    let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where the next unit begins, right after its start code. Nil: no more, or nothing but the start code is there.
    mutating func next() -> Int? {
        guard let code = find(from: position), code + 3 < bytes.count else { return nil }
        position = code + 3
        return position
    }

    /// The unit that begins at `start`, up to the next start code. Nil: no start code follows.
    func unit(at start: Int) -> ArraySlice<UInt8>? {
        find(from: start).map { bytes[start..<$0] }
    }

    private func find(from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = start + 2
            while index < bytes.count {
                switch bytes[index] {
                // A byte above 1 ends no start code and can only be followed by one that begins after it.
                case 2...: index += 3
                case 1 where bytes[index - 1] == 0 && bytes[index - 2] == 0: return index - 2
                case 1: index += 3
                default: index += 1
                }
            }
            return nil
        }
    }
}
