import Glibc
import NIOCore
import StreavPorts
import Testing

@testable import StreavLocal

@Suite("Blocks of other nodes' files")
struct BlockCacheTests {
    /// A cache of each kind, with its folder where it has one.
    private enum Kind: CaseIterable {
        case memory
        case files
    }

    private struct Folder: ~Copyable {
        let path: String

        init() throws {
            var template = Array("/tmp/streav-blocks-XXXXXX".utf8CString)
            _ = try #require(mkdtemp(&template))
            path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit {
            for name in Self.names(path) { unlink("\(path)/\(name)") }
            rmdir(path)
        }

        static func names(_ path: String) -> [String] {
            guard let folder = opendir(path) else { return [] }
            defer { closedir(folder) }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { names.append(name) }
            }
            return names.sorted()
        }
    }

    private static func id(_ index: Int64, file: Character = "a") -> MediaBlockID {
        MediaBlockID(file: String(repeating: file, count: 32), index: index)
    }

    private static func bytes(_ seed: UInt8, count: Int = 1_000) -> ByteBuffer {
        ByteBuffer(bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0) &* 31 &+ seed })
    }

    private static func content(_ piece: FilePiece?) -> ByteBuffer? {
        switch piece {
        case nil: return nil
        case .bytes(let buffer): return buffer
        case .part(let handle, let range):
            var content = [UInt8](repeating: 0, count: range.count)
            let count = pread(handle.descriptor, &content, content.count, off_t(range.lowerBound))
            return count == range.count && handle.isUnchanged ? ByteBuffer(bytes: content) : nil
        }
    }

    private static func make(_ kind: Kind, _ path: String, limit: Int) throws -> any MediaBlockCache {
        switch kind {
        case .memory: MemoryBlockCache(limit: limit)
        case .files: try FileBlockCache(folder: path, limit: limit)
        }
    }

    @Test("What is kept is given back, whole and in parts; what is not is not there")
    func keeps() async throws {
        for kind in Kind.allCases {
            let folder = try Folder()
            let cache = try Self.make(kind, folder.path, limit: 10_000)
            #expect(await cache.block(Self.id(0)).isNothing)
            #expect(Self.content(await cache.keep(Self.bytes(1), as: Self.id(0))) == Self.bytes(1))
            #expect(Self.content(await cache.block(Self.id(0))) == Self.bytes(1))
            #expect(await cache.bytes(10..<20, of: Self.id(0)) == Self.bytes(1).getSlice(at: 10, length: 10))
            #expect(await cache.bytes(990..<1_001, of: Self.id(0)) == nil)
            #expect(await cache.bytes(0..<1, of: Self.id(1)) == nil)
            #expect(await cache.bytes(0..<1, of: Self.id(0, file: "b")) == nil)
            #expect(cache.heldBytes == 1_000)
        }
    }

    @Test("The bound of bytes holds at every moment, and what was used longest ago goes first")
    func bound() async throws {
        for kind in Kind.allCases {
            let folder = try Folder()
            let cache = try Self.make(kind, folder.path, limit: 3_500)
            for index in 0..<3 { _ = await cache.keep(Self.bytes(UInt8(index)), as: Self.id(Int64(index))) }
            _ = await cache.block(Self.id(0))
            _ = await cache.keep(Self.bytes(3), as: Self.id(3))
            #expect(await cache.bytes(0..<1, of: Self.id(1)) == nil)
            for index in [0, 2, 3] as [Int64] {
                #expect(Self.content(await cache.block(Self.id(index))) == Self.bytes(UInt8(index)))
            }
            #expect(await cache.keep(Self.bytes(9, count: 3_501), as: Self.id(9)).isNothing)
            await withTaskGroup(of: Void.self) { tasks in
                for index in 10..<60 {
                    tasks.addTask {
                        _ = await cache.keep(Self.bytes(UInt8(index)), as: Self.id(Int64(index)))
                        #expect(cache.heldBytes <= 3_500)
                    }
                }
            }
            #expect(cache.heldBytes <= 3_500 && cache.heldBytes > 0)
            if kind == .files { #expect(Folder.names(folder.path).count <= 3) }
        }
    }

    @Test("A block of a file that was cut, changed, replaced or taken away is gone, and can be kept again")
    func brokenFiles() async throws {
        let folder = try Folder()
        let cache = try FileBlockCache(folder: folder.path, limit: 100_000)
        let path = "\(folder.path)/\(Self.id(0).name).block"
        let damages: [() -> Void] = [
            { truncate(path, 500) },
            {
                let file = Glibc.open(path, O_WRONLY)
                _ = [UInt8](repeating: 7, count: 10).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
                close(file)
            },
            {
                rename(path, path + "2")
                symlink(path + "2", path)
            },
            { unlink(path) },
        ]
        for damage in damages {
            #expect(Self.content(await cache.keep(Self.bytes(5), as: Self.id(0))) == Self.bytes(5))
            damage()
            #expect(await cache.block(Self.id(0)).isNothing)
            #expect(await cache.bytes(0..<10, of: Self.id(0)) == nil)
            #expect(cache.heldBytes == 0)
            unlink(path + "2")
        }
        #expect(cache.failures == damages.count)
        #expect(Self.content(await cache.keep(Self.bytes(5), as: Self.id(0))) == Self.bytes(5))
    }

    @Test("A block that is being sent can be read on when it has to go")
    func open() async throws {
        let folder = try Folder()
        let cache = try FileBlockCache(folder: folder.path, limit: 1_500)
        let piece = await cache.keep(Self.bytes(1), as: Self.id(0))
        _ = await cache.keep(Self.bytes(2), as: Self.id(1))
        #expect(await cache.block(Self.id(0)).isNothing)
        guard case .part(let handle, _) = piece else {
            Issue.record("it lies in a file")
            return
        }
        var first = [UInt8](repeating: 0, count: 10)
        #expect(pread(handle.descriptor, &first, 10, 0) == 10)
        #expect(ByteBuffer(bytes: first) == Self.bytes(1).getSlice(at: 0, length: 10))
    }

    @Test("What an earlier process has left is removed, other files are left alone")
    func begins() async throws {
        let folder = try Folder()
        do {
            let cache = try FileBlockCache(folder: folder.path, limit: 10_000)
            _ = await cache.keep(Self.bytes(1), as: Self.id(0))
        }
        close(Glibc.open(folder.path + "/notes.txt", O_CREAT | O_WRONLY, 0o600))
        close(Glibc.open(folder.path + "/left.part", O_CREAT | O_WRONLY, 0o600))
        let cache = try FileBlockCache(folder: folder.path, limit: 10_000)
        #expect(Folder.names(folder.path) == ["notes.txt"])
        #expect(cache.heldBytes == 0)
        #expect(await cache.block(Self.id(0)).isNothing)
    }

    @Test("A folder that is gone keeps nothing, and says so by giving nothing")
    func gone() async throws {
        let folder = try Folder()
        let cache = try FileBlockCache(folder: folder.path + "/own", limit: 10_000)
        rmdir(folder.path + "/own")
        #expect(await cache.keep(Self.bytes(1), as: Self.id(0)).isNothing)
        #expect(cache.heldBytes == 0 && cache.failures == 1)
        #expect(throws: MediaStoreError.self) { try FileBlockCache(folder: "/proc/none/blocks", limit: 1) }
    }

    @Test("The ledger forgets uses that were followed by others")
    func ledger() {
        var ledger = BlockLedger<Int>(limit: 100)
        for index in 0..<10 { #expect(ledger.add(Self.id(Int64(index)), bytes: 10, note: index)?.isEmpty == true) }
        for round in 0..<10_000 { #expect(ledger.use(Self.id(Int64(round % 9))) == round % 9) }
        #expect(ledger.add(Self.id(20), bytes: 10, note: 20)?.map(\.note) == [9])
        #expect(ledger.add(Self.id(20), bytes: 30, note: 21)?.map(\.note) == [20, 1, 2])
        #expect(ledger.add(Self.id(30), bytes: 101, note: 0) == nil)
        #expect(ledger.bytes == 100 && ledger.count == 8)
    }
}

extension FilePiece? {
    fileprivate var isNothing: Bool { if case nil = self { true } else { false } }
}
