public import Logging
public import NIOCore
public import StreavCrypto
public import StreavPorts
import Synchronization

/// The media store of a node whose fleet has more files than itself: what it does not have below its own root it reads
/// from the nodes that do, block by block, and keeps what it read in a bounded cache.
///
/// Whoever has a file is found by asking all; that is remembered for seconds. Only a node's own files are ever given to
/// others, so nothing is fetched in circles. A copy elsewhere takes over where the node that was read from goes.
public final class FleetMediaStore: MediaStore {
    /// What this node has itself, and gives to others.
    public let local: any MediaStore
    public let counters = NodeExchangeCounters()
    public let blocks: any MediaBlockCache
    private let client: NodeMediaClient
    private let peers: @Sendable () -> [NodePeer]
    private let clock: StreavClock
    private let state: Mutex<State>
    private let surveyTurns = TurnQueue<String>()
    private let blockTurns = TurnQueue<MediaBlockID>()
    private let fetchTurns = TurnQueue<Lane>()

    private struct State: Sendable {
        var files: LeastRecentlyUsed<String, Entry>
        /// Nodes that did not answer, and until when they are left alone.
        var distrusted: [NodePeer: MonotonicInstant] = [:]
        var turn = 0
    }

    private struct Entry: Sendable {
        /// Nil when no node has the file.
        var file: DistantFile?
        /// Nil: must be asked for again.
        var askedAt: MonotonicInstant?
        /// When a node last said that it has the file.
        var seenAt: MonotonicInstant
    }

    /// One of the fetches from a node that go on at a time.
    private struct Lane: Hashable, Sendable {
        let peer: NodePeer
        let number: Int
    }

    /// - Parameters:
    ///   - peers: The other nodes that can be asked.
    ///   - transport: To them.
    public init(
        local: any MediaStore, blocks: any MediaBlockCache, peers: @escaping @Sendable () -> [NodePeer],
        transport: any NodeTransport, signer: NodeExchangeSigner, addresses: NodeAddresses, clock: StreavClock,
        entropy: any Entropy, logger: Logger
    ) {
        self.local = local
        self.blocks = blocks
        self.peers = peers
        self.clock = clock
        client = NodeMediaClient(
            transport: transport, signer: signer, addresses: addresses, clock: clock, entropy: entropy,
            counters: counters, logger: logger)
        state = Mutex(State(files: LeastRecentlyUsed(capacity: NodeExchangeLimits.files)))
    }

    // MARK: MediaStore

    public func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        let failure: MediaStoreError?
        do throws(MediaStoreError) {
            if let file = try await local.file(forKey: key) { return file }
            failure = nil
        } catch {
            guard error.code == .unavailable else { throw error }
            failure = error
        }
        if let distant = try await find(key) { return distant.file }
        if let failure { throw failure }
        return nil
    }

    /// Of this machine alone.
    public func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? { try await local.open(key) }

    public func opened(_ key: String) async throws(MediaStoreError) -> OpenedMedia? {
        let failure: MediaStoreError?
        do throws(MediaStoreError) {
            if let handle = try await local.open(key) { return .here(handle) }
            failure = nil
        } catch {
            guard error.code == .unavailable else { throw error }
            failure = error
        }
        if let distant = try await find(key) { return .distant(DistantReader(store: self, distant: distant)) }
        if let failure { throw failure }
        return nil
    }

    public func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        guard range.lowerBound >= 0, Int64(range.count) <= MediaStoreLimits.readBytes else {
            throw MediaStoreError(.invalidRange, "a read is 0 to \(MediaStoreLimits.readBytes) bytes")
        }
        if let known = state.withLock({ $0.files.peek(key)?.file }), known.file.version == version {
            return try await read(range, of: known)
        }
        do throws(MediaStoreError) {
            return try await local.read(range, ofKey: key, version: version)
        } catch {
            guard error.code == .notFound || error.code == .unavailable else { throw error }
            guard let distant = try await find(key) else { throw error }
            guard distant.file.version == version else {
                throw MediaStoreError(.changed, "the file is another one than was asked for")
            }
            return try await read(range, of: distant)
        }
    }

    /// Of this machine alone.
    public func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] {
        try await local.keys(after: key, limit: limit)
    }

    // MARK: Who has it

    /// Nil when no node has the file.
    private func find(_ key: String) async throws(MediaStoreError) -> DistantFile? {
        _ = try MediaKey.components(of: key)
        if let fresh = fresh(key) { return fresh.file }
        let result = await surveyTurns.withTurn(key, capacity: NodeExchangeLimits.waiting) {
            () -> Result<DistantFile?, MediaStoreError> in
            // Whoever was before in the queue may have asked.
            if let fresh = fresh(key) { return .success(fresh.file) }
            do throws(MediaStoreError) {
                return .success(try await survey(key))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw MediaStoreError(.unavailable, "too many wait for the same file") }
        return try result.get()
    }

    private func fresh(_ key: String) -> Entry? {
        let now = clock.monotonicNow
        return state.withLock { state in
            guard let entry = state.files.value(forKey: key), let askedAt = entry.askedAt else { return nil }
            let isSeen = entry.file != nil && entry.seenAt == askedAt
            let age = isSeen ? NodeExchangeLimits.freshness : NodeExchangeLimits.refusalFreshness
            return now - askedAt < age ? entry : nil
        }
    }

    private func survey(_ key: String) async throws(MediaStoreError) -> DistantFile? {
        let all = peers().sorted { $0.id < $1.id }
        let asked = all.prefix(NodeExchangeLimits.askedNodes).filter { !isDistrusted($0) }
        var answers: [(peer: NodePeer, file: MediaFile)] = []
        var silent = Set(all).subtracting(asked)
        await withTaskGroup(of: (NodePeer, NodeMediaClient.Facts).self) { [client] tasks in
            for peer in asked { tasks.addTask { (peer, await client.facts(ofKey: key, at: peer)) } }
            for await (peer, facts) in tasks {
                switch facts {
                case .file(let file): answers.append((peer, file))
                case .missing: break
                case .failed: silent.insert(peer)
                }
            }
        }
        let now = clock.monotonicNow
        for peer in silent.intersection(asked) { distrust(peer) }
        let known = state.withLock { $0.files.peek(key) }
        if let found = DistantFile(answers, known: known?.file) {
            note(Entry(file: found, askedAt: now, seenAt: now), key)
            return found
        }
        // Those who had it may be away: what is kept of it is good as long as none of them says otherwise.
        if let known, let file = known.file, now - known.seenAt < NodeExchangeLimits.memory,
            file.holders.allSatisfy({ silent.contains($0.peer) || !all.contains($0.peer) })
        {
            note(Entry(file: file, askedAt: now, seenAt: known.seenAt), key)
            return file
        }
        guard silent.isEmpty else {
            throw MediaStoreError(.unavailable, "the file is not here, and \(silent.count) nodes cannot be asked")
        }
        note(Entry(file: nil, askedAt: now, seenAt: now), key)
        return nil
    }

    private func note(_ entry: Entry, _ key: String) {
        state.withLock { _ = $0.files.set(entry, forKey: key) }
    }

    /// The next question about the file asks the nodes.
    private func doubt(_ key: String) {
        state.withLock { state in
            guard var entry = state.files.peek(key) else { return }
            entry.askedAt = nil
            state.files.set(entry, forKey: key)
        }
    }

    private func distrust(_ peer: NodePeer) {
        let until = clock.monotonicNow + NodeExchangeLimits.distrust
        state.withLock { state in
            state.distrusted[peer] = until
            guard state.distrusted.count > NodeExchangeLimits.askedNodes * 2 else { return }
            let now = clock.monotonicNow
            state.distrusted = state.distrusted.filter { $0.value > now }
        }
    }

    private func isDistrusted(_ peer: NodePeer) -> Bool {
        let now = clock.monotonicNow
        return state.withLock { $0.distrusted[peer].map { now < $0 } ?? false }
    }

    // MARK: Blocks

    private func read(_ range: Range<Int64>, of distant: DistantFile) async throws(MediaStoreError) -> ByteBuffer {
        guard range.upperBound <= distant.file.size else {
            throw MediaStoreError(.invalidRange, "the file ends at \(distant.file.size)")
        }
        guard !range.isEmpty else { return ByteBuffer() }
        let size = MediaBlockLimits.blockBytes
        let indices = Array(range.lowerBound / size...(range.upperBound - 1) / size)
        let parts = await withTaskGroup(of: (Int64, Result<ByteBuffer, MediaStoreError>).self) { tasks in
            for index in indices {
                let part = range.clamped(to: index * size..<(index + 1) * size)
                tasks.addTask { (index, await self.bytes(part, in: index, of: distant)) }
            }
            return await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var whole = ByteBuffer()
        for index in indices {
            guard var part = try parts[index]?.get() else { preconditionFailure("each block was asked for") }
            if indices.count == 1 { return part }
            if whole.capacity == 0 { whole.reserveCapacity(range.count) }
            whole.writeBuffer(&part)
        }
        return whole
    }

    private func bytes(
        _ part: Range<Int64>, in index: Int64, of distant: DistantFile
    ) async -> Result<ByteBuffer, MediaStoreError> {
        let id = MediaBlockID(file: distant.blockName, index: index)
        let start = index * MediaBlockLimits.blockBytes
        let local = Int(part.lowerBound - start)..<Int(part.upperBound - start)
        if let kept = await blocks.bytes(local, of: id) {
            counters.hits.add(1, ordering: .relaxed)
            return .success(kept)
        }
        do throws(MediaStoreError) {
            let (piece, whole) = try await block(id, of: distant)
            if let whole = whole ?? piece.buffer {
                return .success(Self.slice(whole, local))
            }
            // It was kept by somebody else a moment ago.
            if let kept = await blocks.bytes(local, of: id) { return .success(kept) }
            let fetched = try await fetch(id, of: distant)
            return .success(Self.slice(fetched, local))
        } catch {
            return .failure(error)
        }
    }

    private static func slice(_ whole: ByteBuffer, _ range: Range<Int>) -> ByteBuffer {
        guard let part = whole.getSlice(at: whole.readerIndex + range.lowerBound, length: range.count) else {
            preconditionFailure("a block has its length")
        }
        return part
    }

    /// The piece of a file at the beginning of a range.
    fileprivate func piece(of range: Range<Int64>, of distant: DistantFile) async throws(MediaStoreError) -> FilePiece {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= distant.file.size else {
            throw MediaStoreError(.invalidRange, "the file ends at \(distant.file.size)")
        }
        let size = MediaBlockLimits.blockBytes
        let index = range.lowerBound / size
        let start = index * size
        let part = range.clamped(to: start..<start + size)
        let id = MediaBlockID(file: distant.blockName, index: index)
        let kept = await blocks.block(id)
        if kept != nil { counters.hits.add(1, ordering: .relaxed) }
        let whole: FilePiece
        if let kept { whole = kept } else { whole = try await block(id, of: distant).piece }
        switch whole {
        case .part(let handle, _): return .part(handle, part.lowerBound - start..<part.upperBound - start)
        case .bytes(let buffer):
            return .bytes(Self.slice(buffer, Int(part.lowerBound - start)..<Int(part.upperBound - start)))
        }
    }

    /// A block that is not kept: fetched once, however many ask, as long as it can be kept.
    ///
    /// - Returns: The bytes as well, where it was fetched now.
    private func block(
        _ id: MediaBlockID, of distant: DistantFile
    ) async throws(MediaStoreError) -> (piece: FilePiece, whole: ByteBuffer?) {
        typealias Found = (piece: FilePiece, whole: ByteBuffer?)
        let result = await blockTurns.withTurn(id, capacity: NodeExchangeLimits.waiting) {
            () -> Result<Found, MediaStoreError> in
            if let kept = await blocks.block(id) {
                counters.hits.add(1, ordering: .relaxed)
                return .success((kept, nil))
            }
            do throws(MediaStoreError) {
                let bytes = try await fetch(id, of: distant)
                if let kept = await blocks.keep(bytes, as: id) { return .success((kept, bytes)) }
                counters.unkept.add(1, ordering: .relaxed)
                return .success((.bytes(bytes), bytes))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw MediaStoreError(.unavailable, "too many wait for the same block") }
        return try result.get()
    }

    /// From whoever has it, one after the other; and once more from those who are found to have it by then.
    private func fetch(_ id: MediaBlockID, of distant: DistantFile) async throws(MediaStoreError) -> ByteBuffer {
        counters.misses.add(1, ordering: .relaxed)
        var isChanged = false
        if let bytes = await fetch(id, of: distant, &isChanged) { return bytes }
        doubt(distant.file.key)
        if let now = try await find(distant.file.key), now.file.version == distant.file.version {
            if now.holders != distant.holders, let bytes = await fetch(id, of: now, &isChanged) { return bytes }
        } else {
            isChanged = true
        }
        throw isChanged
            ? MediaStoreError(.changed, "the file is another one than was asked for")
            : MediaStoreError(.unavailable, "no node that has the file answers")
    }

    private func fetch(_ id: MediaBlockID, of distant: DistantFile, _ isChanged: inout Bool) async -> ByteBuffer? {
        let size = MediaBlockLimits.blockBytes
        let range = (id.index * size..<(id.index + 1) * size).clamped(to: 0..<distant.file.size)
        let present = Set(peers())
        let trusted = distant.holders.filter { present.contains($0.peer) && !isDistrusted($0.peer) }
        for holder in trusted {
            switch await fetch(range, ofKey: distant.file.key, from: holder) {
            case .bytes(let bytes): return bytes
            case .changed: isChanged = true
            case .busy: break
            case .failed: distrust(holder.peer)
            }
        }
        return nil
    }

    private func fetch(
        _ range: Range<Int64>, ofKey key: String, from holder: DistantFile.Holder
    ) async -> NodeMediaClient.Block {
        let number = state.withLock { state in
            state.turn = (state.turn + 1) % NodeExchangeLimits.fetchesPerNode
            return state.turn
        }
        let waiting = NodeExchangeLimits.waitingFetches / NodeExchangeLimits.fetchesPerNode
        let block = await fetchTurns.withTurn(Lane(peer: holder.peer, number: number), capacity: waiting) {
            // It may have turned out meanwhile that the node does not answer.
            guard !isDistrusted(holder.peer) else { return NodeMediaClient.Block.busy }
            for attempt in 1...NodeExchangeLimits.busyAttempts {
                let block = await client.block(range, ofKey: key, version: holder.version, at: holder.peer)
                guard case .busy = block, attempt < NodeExchangeLimits.busyAttempts else { return block }
                guard (try? await clock.sleep(for: NodeExchangeLimits.busyPause)) != nil else { return .busy }
            }
            return .busy
        }
        return block ?? .busy
    }

    private struct DistantReader: DistantMedia {
        let store: FleetMediaStore
        let distant: DistantFile

        var file: MediaFile { distant.file }

        func piece(of range: Range<Int64>) async throws(MediaStoreError) -> FilePiece {
            try await store.piece(of: range, of: distant)
        }
    }
}

extension FilePiece {
    /// Nil where it lies in a file.
    fileprivate var buffer: ByteBuffer? {
        if case .bytes(let buffer) = self { buffer } else { nil }
    }
}
