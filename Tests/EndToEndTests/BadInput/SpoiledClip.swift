import Foundation
import NIOCore
import StreavMedia
import Synchronization

/// A clip in real time, spoiled in one way for a while.
final class SpoiledClip: Sendable {
    enum Harm: String, CaseIterable, Sendable {
        /// Noise in place of packets.
        case garbage
        /// Bytes missing within packets, so that the rhythm of 188 is lost again and again.
        case lostSync
        /// Neither PAT nor PMT.
        case noTables
        /// Another clip with another codec, without a word.
        case codecChange
        /// Packets with a header and nothing right behind it.
        case emptyUnits
    }

    /// Since the request.
    static let begin: Duration = .seconds(4)
    static let end: Duration = .seconds(7)

    private struct State {
        var clip: LoopedTransport
        var other: LoopedTransport
        var noise: UInt64 = 1
    }

    private let harm: Harm?
    private let state: Mutex<State>

    static let clips = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/clips")

    /// - Parameter harm: Nil spoils nothing.
    init(_ harm: Harm?) throws {
        self.harm = harm
        func load(_ name: String) throws -> LoopedTransport {
            let file = try Data(contentsOf: Self.clips.appendingPathComponent(name))
            return try LoopedTransport(file: ByteBuffer(bytes: file))
        }
        state = Mutex(State(clip: try load("colour-bars.ts"), other: try load("gradients.ts")))
    }

    func bytes(at time: Duration) -> [UInt8] {
        state.withLock { state in
            let clean = Self.take(&state.clip, time)
            let other = Self.take(&state.other, time)
            guard let harm, time >= Self.begin else { return clean }
            if harm == .codecChange { return other }
            guard time < Self.end else { return clean }
            return spoil(clean, harm, &state.noise)
        }
    }

    private static func take(_ clip: inout LoopedTransport, _ time: Duration) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = clip.next(upTo: time) { bytes += Array(chunk.readableBytesView) }
        return bytes
    }

    private func spoil(_ clean: [UInt8], _ harm: Harm, _ noise: inout UInt64) -> [UInt8] {
        switch harm {
        case .garbage:
            return clean.map { _ in Self.random(&noise) }
        case .lostSync:
            var bytes = clean
            for _ in 0..<max(1, clean.count / 2_000) where bytes.count > 200 {
                bytes.remove(at: Int(Self.random(&noise)) * (bytes.count - 1) / 255)
            }
            return bytes
        case .noTables:
            return packets(clean) { packet in
                let pid = Int(packet[1] & 0x1F) << 8 | Int(packet[2])
                return pid == 0 || pid == 0x1000 ? nil : packet
            }
        case .emptyUnits:
            return packets(clean) { packet in Array(packet[..<4]) + [UInt8](repeating: 0xFF, count: 184) }
        case .codecChange:
            return clean
        }
    }

    private func packets(_ bytes: [UInt8], _ change: ([UInt8]) -> [UInt8]?) -> [UInt8] {
        stride(from: 0, to: bytes.count - 187, by: 188).flatMap { change(Array(bytes[$0..<($0 + 188)])) ?? [] }
    }

    /// SplitMix64, a byte of it.
    private static func random(_ state: inout UInt64) -> UInt8 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: word ^ (word >> 31))
    }
}
