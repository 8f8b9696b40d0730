public import Logging
public import NIOCore
import StreavDomain
import StreavMedia
public import StreavPorts
import Synchronization

/// The files behind on-demand streams, and what is made of them on the fly: nothing is stored, a segment is a function
/// of the file (VOD-2).
///
/// Indexes of files are kept within a bound, and so are the segments that were made last: viewers of a film that many
/// watch come at about the same time, and one that seeks back finds them.
public final class OnDemandLibrary: Sendable {
    /// Length that segments are cut to, at the next key frame.
    public static let segmentTarget: Duration = .seconds(6)

    public struct Bounds: Sendable {
        /// Bytes of indexes.
        public var indexBytes = 256 << 20
        /// Bytes of segments.
        public var segmentBytes = 128 << 20
        /// Files, and segments, however small.
        public var capacity = 100_000
        /// Those who may wait for one file or segment.
        public var waiting = 10_000

        public init() {}
    }

    public let store: any MediaStore
    public let counters = OnDemandCounters()
    private let loader: MovieLoader
    private let bounds: Bounds
    private let logger: Logger
    private let state: Mutex<State>
    private let fileTurns = TurnQueue<String>()
    private let segmentTurns = TurnQueue<SegmentKey>()

    private struct SegmentKey: Hashable, Sendable {
        let tag: String
        let rendition: Int
        let segment: Int
    }

    private struct State: Sendable {
        var packages: CostBoundedCache<String, PackagedFile>
        var segments: CostBoundedCache<SegmentKey, ByteBuffer>
        /// Why a file cannot be packaged, so that it is not tried again and again; by its tag.
        var refusals: LeastRecentlyUsed<String, OnDemandFailure>
    }

    public init(store: any MediaStore, bounds: Bounds = Bounds(), logger: Logger) {
        self.store = store
        self.bounds = bounds
        self.logger = logger
        loader = MovieLoader(store: store)
        state = Mutex(
            State(
                packages: CostBoundedCache(limit: bounds.indexBytes, capacity: bounds.capacity),
                segments: CostBoundedCache(limit: bounds.segmentBytes, capacity: bounds.capacity),
                refusals: LeastRecentlyUsed(capacity: 10_000)))
    }

    /// The file of a stream, open for sending.
    public func open(_ plan: OnDemandPlan) async throws(OnDemandFailure) -> OpenedMedia {
        do throws(MediaStoreError) {
            if let opened = try await store.opened(plan.key) { return opened }
        } catch {
            throw OnDemandFailure(error)
        }
        throw OnDemandFailure(.missing, "there is no file for this stream")
    }

    /// The file of a stream as it is now, packaged.
    public func package(_ plan: OnDemandPlan) async throws(OnDemandFailure) -> PackagedFile {
        let file = try await file(plan)
        let tag = PackagedFile.tag(of: file)
        if let known = try known(plan.key, tag) { return known }
        let result: Result<PackagedFile, OnDemandFailure>? = await fileTurns.withTurn(tag, capacity: bounds.waiting) {
            do throws(OnDemandFailure) {
                // Whoever was before in the queue may have done it.
                if let known = try known(plan.key, tag) { return .success(known) }
                return .success(try await load(plan, file, tag))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw OnDemandFailure(.busy, "too many wait for the same file") }
        return try result.get()
    }

    /// A segment of a packaged file.
    ///
    /// - Parameter tag: As of ``PackagedFile``: `changed` when the file is another one by now.
    public func segment(
        _ plan: OnDemandPlan, tag: String, rendition id: String, segment number: Int64
    ) async throws(OnDemandFailure) -> ByteBuffer {
        let packaged = try await package(plan)
        let renditions = packaged.package.renditions
        guard packaged.tag == tag, let rendition = renditions.firstIndex(where: { $0.id == id }),
            let segment = Int(exactly: number), (0..<renditions[rendition].segmentCount).contains(segment)
        else { throw OnDemandFailure(.changed, "there is no such part of this file") }
        let key = SegmentKey(tag: tag, rendition: rendition, segment: segment)
        if let made = state.withLock({ $0.segments.value(forKey: key) }) {
            counters.segmentHits.add(1, ordering: .relaxed)
            return made
        }
        let result: Result<ByteBuffer, OnDemandFailure>? = await segmentTurns.withTurn(key, capacity: bounds.waiting) {
            if let made = state.withLock({ $0.segments.value(forKey: key) }) { return .success(made) }
            do throws(OnDemandFailure) {
                return .success(try await make(key, of: packaged))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw OnDemandFailure(.busy, "too many wait for the same part of a file") }
        return try result.get()
    }

    /// Bytes that indexes and segments take now.
    public var heldBytes: (indexes: Int, segments: Int) {
        state.withLock { ($0.packages.cost, $0.segments.cost) }
    }

    private func file(_ plan: OnDemandPlan) async throws(OnDemandFailure) -> MediaFile {
        do throws(MediaStoreError) {
            if let file = try await store.file(forKey: plan.key) { return file }
        } catch {
            throw OnDemandFailure(error)
        }
        throw OnDemandFailure(.missing, "there is no file for this stream")
    }

    private func known(_ key: String, _ tag: String) throws(OnDemandFailure) -> PackagedFile? {
        let (package, refusal) = state.withLock { ($0.packages.value(forKey: key), $0.refusals.value(forKey: tag)) }
        if let package, package.tag == tag {
            counters.indexHits.add(1, ordering: .relaxed)
            return package
        }
        if let refusal { throw refusal }
        return nil
    }

    private func load(
        _ plan: OnDemandPlan, _ file: MediaFile, _ tag: String
    ) async throws(OnDemandFailure) -> PackagedFile {
        counters.indexMisses.add(1, ordering: .relaxed)
        do throws(OnDemandFailure) {
            let index = try await loader.index(of: file)
            let package: OnDemandPackage
            do throws(OnDemandError) {
                package = try OnDemandPackage(index, target: Self.segmentTarget)
            } catch {
                throw OnDemandFailure(.notPackageable, error.message)
            }
            let packaged = PackagedFile(file: file, package: package)
            state.withLock { $0.packages.set(packaged, forKey: plan.key, cost: package.memoryBytes) }
            return packaged
        } catch {
            if error.code == .notPackageable {
                state.withLock { _ = $0.refusals.set(error, forKey: tag) }
                logger.warning(
                    "A file cannot be packaged.",
                    metadata: ["stream": "\(plan.id)", "name": "\(plan.name)", "reason": "\(error.message)"])
            }
            throw error
        }
    }

    private func make(_ key: SegmentKey, of packaged: PackagedFile) async throws(OnDemandFailure) -> ByteBuffer {
        counters.segmentMisses.add(1, ordering: .relaxed)
        var bytes: [ByteBuffer] = []
        for range in packaged.package.reads(key.rendition, segment: key.segment) {
            bytes.append(try await loader.read(range, of: packaged.file))
        }
        let made: ByteBuffer
        do throws(OnDemandError) {
            made = try packaged.package.segment(key.rendition, segment: key.segment, bytes: bytes)
        } catch {
            throw OnDemandFailure(.notPackageable, error.message)
        }
        state.withLock { $0.segments.set(made, forKey: key, cost: made.readableBytes) }
        return made
    }
}
