import Logging
import NIOCore
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

/// Files that only other nodes have: VOD-1, VOD-2, VOD-7, S37.
@Suite("Files of other nodes")
struct FleetMediaStoreTests {
    /// A node without files, and others that have some.
    private struct House {
        let clock = ManualClock()
        let nodes: ScriptedNodes
        let store: FleetMediaStore
        let blocks: MemoryBlockCache

        init(_ names: [String] = ["east"], limit: Int = 64 << 20) {
            let time = StreavClock.manual(clock)
            let signer = NodeExchangeSigner(keys: SigningKeys(id: 1, key: .random()))
            let nodes = ScriptedNodes(names, clock: time, signer: signer)
            self.nodes = nodes
            blocks = MemoryBlockCache(limit: limit)
            store = FleetMediaStore(
                local: MountedMediaStore([:]), blocks: blocks, peers: { nodes.peers }, transport: nodes,
                signer: signer, addresses: NodeAddresses(cache: MemoryCache(clock: time), clock: time), clock: time,
                entropy: SystemEntropy(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        func file() async throws -> MediaFile { try #require(try await store.file(forKey: ScriptedNodes.key)) }

        func read(_ range: Range<Int64>, _ version: String = "v1") async throws -> [UInt8] {
            Array(try await store.read(range, ofKey: ScriptedNodes.key, version: version).readableBytesView)
        }

        func code(_ body: () async throws -> Void) async -> MediaStoreError.Code? {
            do {
                try await body()
                return nil
            } catch {
                return (error as? MediaStoreError)?.code
            }
        }
    }

    private static let film = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }

    @Test("A file that another node has is found and read, every byte where it belongs, each block once")
    func reads() async throws {
        let house = House()
        house.nodes.put(.init(bytes: Self.film), at: "east")
        let file = try await house.file()
        #expect(file.size == 5_000_000 && file.version == "v1" && file.modified == Timestamp(milliseconds: 1_000))
        for range in [0..<1, 4_999_999..<5_000_000, 2_097_151..<2_097_153, 0..<5_000_000, 7..<7] as [Range<Int64>] {
            #expect(try await house.read(range) == Array(Self.film[Int(range.lowerBound)..<Int(range.upperBound)]))
        }
        #expect(house.nodes.blocks.count == 3)
        #expect(house.store.counters.fetchedBytes.load(ordering: .relaxed) == 5_000_000)
        #expect(await house.code { _ = try await house.read(0..<5_000_001) } == .invalidRange)
        #expect(await house.code { _ = try await house.read(0..<1, "v0") } == .changed)
        #expect(await house.code { _ = try await house.store.file(forKey: "../a") } == .invalidKey)
    }

    @Test("However many ask for a block at once, it is fetched once")
    func oneFlight() async throws {
        let house = House()
        house.nodes.put(.init(bytes: Self.film), at: "east")
        _ = try await house.file()
        try await withThrowingTaskGroup(of: [UInt8].self) { tasks in
            for _ in 0..<50 { tasks.addTask { try await house.read(100..<200) } }
            for try await bytes in tasks { #expect(bytes == Array(Self.film[100..<200])) }
        }
        #expect(house.nodes.blocks == [0..<MediaBlockLimits.blockBytes])
    }

    @Test("Pieces go through the whole file, and none is longer than a block")
    func pieces() async throws {
        let house = House()
        house.nodes.put(.init(bytes: Self.film), at: "east")
        guard case .distant(let media)? = try await house.store.opened(ScriptedNodes.key) else {
            Issue.record("it lies elsewhere")
            return
        }
        var lower: Int64 = 1_234
        var whole: [UInt8] = []
        while lower < media.file.size {
            guard case .bytes(let bytes) = try await media.piece(of: lower..<media.file.size) else { break }
            whole += Array(bytes.readableBytesView)
            lower += Int64(bytes.readableBytes)
        }
        #expect(whole == Array(Self.film[1_234...]))
    }

    @Test("A cache that keeps nothing costs fetches, never bytes")
    func noCache() async throws {
        let house = House(limit: 0)
        house.nodes.put(.init(bytes: Self.film), at: "east")
        _ = try await house.file()
        for _ in 0..<2 { #expect(try await house.read(0..<5_000_000) == Self.film) }
        #expect(house.nodes.blocks.count == 6 && house.blocks.heldBytes == 0)
    }

    @Test("VOD-7: a file that changes where it lies is noticed, and its blocks never mix with the old ones")
    func changes() async throws {
        let house = House()
        house.nodes.put(.init(bytes: Self.film), at: "east")
        _ = try await house.file()
        #expect(try await house.read(0..<10) == Array(Self.film[..<10]))
        let other = Self.film.map { $0 ^ 0xFF }
        house.nodes.put(.init(bytes: other, version: "v2", modified: Timestamp(milliseconds: 2_000)), at: "east")
        // A block that is not kept yet tells at once, and then everything is the new file's.
        #expect(await house.code { _ = try await house.read(4_500_000..<4_500_010) } == .changed)
        #expect(try await house.file().version == "v2")
        #expect(try await house.read(0..<10, "v2") == Array(other[..<10]))
        #expect(await house.code { _ = try await house.read(0..<10, "v1") } == .changed)
        // The same without a read: by the next question after its time.
        house.nodes.put(.init(bytes: Self.film, version: "v3", modified: Timestamp(milliseconds: 3_000)), at: "east")
        #expect(try await house.file().version == "v2")
        house.clock.advance(by: NodeExchangeLimits.freshness)
        #expect(try await house.file().version == "v3")
        // By renaming, with the times copied.
        house.nodes.put(.init(bytes: Self.film, version: "v4", modified: Timestamp(milliseconds: 3_000)), at: "east")
        house.clock.advance(by: NodeExchangeLimits.freshness)
        #expect(try await house.file().version == "v4")
    }

    @Test("A node that goes is replaced by another that has a copy, under the version that players know")
    func takesOver() async throws {
        let house = House(["east", "west", "south"])
        house.nodes.put(.init(bytes: Self.film, version: "east-1"), at: "east")
        house.nodes.put(.init(bytes: Self.film, version: "west-1"), at: "west")
        #expect(try await house.file().version == "east-1")
        _ = try await house.read(0..<10, "east-1")
        house.nodes.set(.gone, "east")
        #expect(try await house.read(2_500_000..<2_500_010, "east-1") == Array(Self.film[2_500_000..<2_500_010]))
        house.clock.advance(by: NodeExchangeLimits.freshness)
        #expect(try await house.file().version == "east-1")
        // An older copy of another length is another file, and takes nothing over.
        house.nodes.put(.init(bytes: Array(Self.film[..<100]), version: "s"), at: "south")
        house.nodes.set(.gone, "west")
        house.clock.advance(by: NodeExchangeLimits.freshness)
        #expect(await house.code { _ = try await house.read(4_500_000..<4_500_010, "east-1") } == .changed)
    }

    @Test("When all who have it are gone, what is kept is played, and the rest is unavailable until they are back")
    func gone() async throws {
        let house = House(["east", "west"])
        house.nodes.put(.init(bytes: Self.film), at: "east")
        _ = try await house.file()
        _ = try await house.read(0..<10)
        house.nodes.set(.gone, "east")
        for _ in 0..<5 {
            house.clock.advance(by: .seconds(11))
            #expect(try await house.file().version == "v1")
            #expect(try await house.read(5..<15) == Array(Self.film[5..<15]))
            #expect(await house.code { _ = try await house.read(3_000_000..<3_000_001) } == .unavailable)
        }
        house.nodes.set(.well, "east")
        house.clock.advance(by: .seconds(11))
        #expect(try await house.read(3_000_000..<3_000_001) == [Self.film[3_000_000]])
        // Taken away for good: said by the node itself.
        house.nodes.put(nil, at: "east")
        house.clock.advance(by: .seconds(11))
        #expect(try await house.store.file(forKey: ScriptedNodes.key) == nil)
    }

    @Test("A file that nobody has is asked for seldom; where a node cannot be asked, nobody knows")
    func missing() async throws {
        let house = House(["east", "west"])
        for _ in 0..<10 { #expect(try await house.store.file(forKey: ScriptedNodes.key) == nil) }
        #expect(house.nodes.asked.count == 2)
        house.nodes.set(.gone, "west")
        house.clock.advance(by: NodeExchangeLimits.refusalFreshness)
        #expect(await house.code { _ = try await house.store.file(forKey: ScriptedNodes.key) } == .unavailable)
        #expect(await house.code { _ = try await house.store.opened(ScriptedNodes.key) } == .unavailable)
    }

    @Test("What no node signed is not believed: neither facts nor bytes")
    func liars() async throws {
        let house = House(["east", "west"])
        house.nodes.put(.init(bytes: Self.film, version: "lie"), at: "east")
        house.nodes.set(.liar, "east")
        house.nodes.put(.init(bytes: Self.film), at: "west")
        #expect(try await house.file().version == "v1")
        house.nodes.set(.bender, "west")
        #expect(await house.code { _ = try await house.read(0..<10) } == .unavailable)
        #expect(house.blocks.heldBytes == 0)
        #expect(house.store.counters.failures.load(ordering: .relaxed) >= 2)
    }
}
