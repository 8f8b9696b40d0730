internal import NIOCore
internal import StreavPorts

/// A file that comes from elsewhere piece by piece. One piece is being sent, and the one after it is asked for
/// meanwhile: no more, however slow or fast the client is.
final class DistantFeed: FileFeed {
    private struct Loaded {
        /// Of the whole file; the part that is left of the piece.
        var range: Range<Int64>
        let piece: FilePiece
        /// Where in the piece `range` begins.
        var offset: Int64
        let open: OpenPiece?

        init(_ piece: FilePiece, at start: Int64) {
            self.piece = piece
            range = start..<start + piece.count
            switch piece {
            case .part(let handle, let part):
                offset = part.lowerBound
                open = OpenPiece(handle)
            case .bytes:
                offset = 0
                open = nil
            }
        }
    }

    private let eventLoop: any EventLoop
    private let load: HTTPFileContent.Load
    private let wake: () -> Void
    private var pieces: ArraySlice<HTTPFileContent.Piece>
    private var current: Loaded?
    private var ahead: Loaded?
    private var isLoading = false
    private var isBroken = false
    /// Pieces that were thrown away because they had changed on this machine.
    private var discarded = 0

    /// More mean that something is wrong with the place where pieces are kept.
    private static let discardLimit = 16

    /// - Parameter wake: Called on the event loop when something has come.
    init(
        first: FilePiece, load: @escaping HTTPFileContent.Load, _ pieces: [HTTPFileContent.Piece],
        eventLoop: any EventLoop, wake: @escaping () -> Void
    ) {
        self.eventLoop = eventLoop
        self.load = load
        self.wake = wake
        self.pieces = pieces.filter { $0.count > 0 }[...]
        let start = pieces.lazy.compactMap { if case .part(let range) = $0 { range.lowerBound } else { nil } }.first
        if let start { current = Loaded(first, at: start) }
    }

    var isAllHandedOver: Bool { pieces.isEmpty }

    /// A piece is looked at when it is handed over; what has been is of a file that nobody changes.
    var isUnchanged: Bool { true }

    func next() -> FileStep {
        guard !isBroken, let first = pieces.first else { return .broken }
        switch first {
        case .bytes(let buffer):
            pieces.removeFirst()
            return .data(.byteBuffer(buffer), holding: nil)
        case .part(let range):
            return part(range)
        }
    }

    private func part(_ range: Range<Int64>) -> FileStep {
        if current?.range.lowerBound != range.lowerBound || current?.range.isEmpty == true {
            current = ahead?.range.lowerBound == range.lowerBound ? ahead : nil
            ahead = nil
        }
        guard var loaded = current else {
            request(range)
            return isBroken ? .broken : .pending
        }
        if let open = loaded.open, !open.handle.isUnchanged {
            current = nil
            discarded += 1
            guard discarded <= Self.discardLimit else { return .broken }
            request(range)
            return .pending
        }
        let limit = min(range.upperBound, loaded.range.upperBound)
        if ahead == nil, loaded.range.upperBound < range.upperBound {
            request(loaded.range.upperBound..<range.upperBound)
        }
        let end = min(limit, range.lowerBound + FileSending.chunkBytes)
        let count = end - range.lowerBound
        let step: FileStep
        switch loaded.piece {
        case .part:
            guard let open = loaded.open else { preconditionFailure("a piece of a file is open") }
            step = .data(open.region(loaded.offset..<loaded.offset + count), holding: open)
        case .bytes(let buffer):
            guard let slice = buffer.getSlice(at: buffer.readerIndex + Int(loaded.offset), length: Int(count)) else {
                preconditionFailure("a piece has its length")
            }
            step = .data(.byteBuffer(slice), holding: nil)
        }
        loaded.offset += count
        loaded.range = end..<loaded.range.upperBound
        current = loaded.range.isEmpty ? nil : loaded
        pieces.removeFirst()
        if end < range.upperBound { pieces = [.part(end..<range.upperBound)] + pieces }
        return step
    }

    private func request(_ range: Range<Int64>) {
        guard !isLoading else { return }
        isLoading = true
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let eventLoop = eventLoop
        load(range) { piece in
            eventLoop.execute { bound.value.arrived(piece, at: range.lowerBound) }
        }
    }

    private func arrived(_ piece: FilePiece?, at start: Int64) {
        isLoading = false
        if let piece, piece.count > 0 {
            ahead = Loaded(piece, at: start)
        } else {
            isBroken = true
        }
        wake()
    }
}
