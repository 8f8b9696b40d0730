import Logging
import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("The library of on-demand files")
struct OnDemandLibraryTests {
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let harbour = OnDemandPlan(id: OnDemandStreamID(1), name: "Harbour", key: "harbour.mp4")
    private static let orchard = OnDemandPlan(id: OnDemandStreamID(2), name: "Orchard", key: "orchard.mp4")

    private let store = CountingStore()

    private func library(_ change: (inout OnDemandLibrary.Bounds) -> Void = { _ in }) -> OnDemandLibrary {
        var bounds = OnDemandLibrary.Bounds()
        change(&bounds)
        return OnDemandLibrary(store: store, bounds: bounds, logger: Self.logger)
    }

    @Test("A hundred viewers who open a film at once have its index read once (VOD-7)")
    func singleFlight() async throws {
        let alone = library()
        _ = try await alone.package(Self.harbour)
        let once = store.reads
        let library = library()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { _ = try await library.package(Self.harbour) } }
            try await group.waitForAll()
        }
        #expect(store.reads == 2 * once)
        #expect(library.counters.indexMisses.load(ordering: .relaxed) == 1)
        #expect(library.counters.indexHits.load(ordering: .relaxed) == 99)
    }

    @Test("A hundred viewers of the same part have it made once, and only its bytes are read")
    func segmentOnce() async throws {
        let library = library()
        let packaged = try await library.package(Self.harbour)
        let (reads, bytes) = (store.reads, store.readBytes)
        let made = try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await library.segment(Self.harbour, tag: packaged.tag, rendition: "v", segment: 3)
                }
            }
            return try await group.reduce(into: Set<ByteBuffer>()) { $0.insert($1) }
        }
        #expect(made.count == 1)
        let ranges = packaged.package.reads(0, segment: 3)
        #expect(store.reads == reads + ranges.count)
        #expect(store.readBytes - bytes == ranges.reduce(0) { $0 + Int64($1.count) })
        let expected = try await library.segment(Self.harbour, tag: packaged.tag, rendition: "v", segment: 3)
        #expect(made.first == expected)
    }

    @Test("What is kept is bounded in bytes, for indexes and for segments (VOD-7)")
    func bounded() async throws {
        let packaged = try await library().package(Self.harbour)
        let library = library {
            $0.indexBytes = packaged.package.memoryBytes + 1
            $0.segmentBytes = 400_000
        }
        for _ in 0..<3 {
            for plan in [Self.harbour, Self.orchard] {
                let packaged = try await library.package(plan)
                for segment in 0..<packaged.package.renditions[0].segmentCount {
                    _ = try await library.segment(plan, tag: packaged.tag, rendition: "v", segment: Int64(segment))
                    let held = library.heldBytes
                    #expect(held.segments <= 400_000 && held.indexes <= packaged.package.memoryBytes + 100_000)
                }
            }
        }
        #expect(library.heldBytes.segments > 0)
    }

    @Test("A file that changes has other addresses, and the old ones are refused (VOD-7)")
    func changed() async throws {
        let library = library()
        let before = try await library.package(Self.harbour)
        store.replace("harbour.mp4", version: "another")
        let after = try await library.package(Self.harbour)
        #expect(before.tag != after.tag)
        await #expect(throws: OnDemandFailure.self) {
            try await library.segment(Self.harbour, tag: before.tag, rendition: "v", segment: 0)
        }
        _ = try await library.segment(Self.harbour, tag: after.tag, rendition: "v", segment: 0)
    }

    @Test("There is no part but those that are listed")
    func noSuchPart() async throws {
        let library = library()
        let packaged = try await library.package(Self.harbour)
        let count = Int64(packaged.package.renditions[0].segmentCount)
        for (rendition, segment) in [("v", count), ("v", -1), ("v", .max), ("a1", 0), ("", 0)] {
            let failure = await #expect(throws: OnDemandFailure.self) {
                try await library.segment(Self.harbour, tag: packaged.tag, rendition: rendition, segment: segment)
            }
            #expect(failure?.code == .changed)
        }
    }

    @Test("What cannot be packaged is read once, and refused from memory after that")
    func refusals() async throws {
        let library = library()
        let plan = OnDemandPlan(id: OnDemandStreamID(9), name: "Script", key: "../movies/none.mp4")
        let climbing = await #expect(throws: OnDemandFailure.self) { try await library.package(plan) }
        #expect(climbing?.code == .missing)
        let missing = OnDemandPlan(id: OnDemandStreamID(9), name: "None", key: "none.mp4")
        #expect(await #expect(throws: OnDemandFailure.self) { try await library.package(missing) }?.code == .missing)
    }

    @Test("A disk that is away for a moment is no verdict on the film")
    func away() async throws {
        let library = library()
        store.setDown(true)
        let failure = await #expect(throws: OnDemandFailure.self) { try await library.package(Self.harbour) }
        #expect(failure?.code == .unavailable)
        store.setDown(false)
        _ = try await library.package(Self.harbour)
    }
}
