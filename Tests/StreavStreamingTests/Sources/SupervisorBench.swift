import NIOCore
import StreavLocal
import StreavMedia
import StreavPorts
import StreavStreaming

/// Drives a ``SourceSupervisorStateMachine`` with made-up media and remembers what it does.
struct SupervisorBench {
    var machine: SourceSupervisorStateMachine
    var now = MonotonicInstant.zero
    /// In the order of the actions: "open 0", "close 0", "begin 0", "down", and "unit 0 v" for delivered units.
    var log: [String] = []
    var notices: [SourceNotice] = []
    /// The open connection of each input, and the most that were open at once.
    var open: [Int: SourceConnectionID] = [:]
    private var closing: [Int: SourceConnectionID] = [:]
    private var onAir: Int?

    init(
        inputs: Int, rules: SourceRules = SupervisorBench.rulesWithoutProbes, deadAfter: Duration = .seconds(2),
        seed: UInt64 = 1
    ) {
        let plan = (0..<inputs).map { SourcePlan(address: "test:\($0)", deadAfter: deadAfter) }
        machine = SourceSupervisorStateMachine(
            plan: plan, rules: rules, entropy: SeededEntropy(seed: seed), now: .zero)
    }

    static var rulesWithoutProbes: SourceRules {
        var rules = SourceRules()
        rules.probeAfter = nil
        return rules
    }

    var snapshot: SourceSupervisorSnapshot { machine.snapshot(at: now) }

    mutating func start() {
        perform(machine.start(at: now))
    }

    mutating func feed(_ input: Int, _ events: [TransportEvent], bytes: Int = 188) {
        guard let connection = open[input] else { return }
        perform(machine.received(events, byteCount: bytes, from: connection, at: now), feeding: input)
    }

    /// Somebody chooses an input.
    mutating func prefer(_ input: Int) {
        perform(machine.prefer(input, at: now))
    }

    /// The source ends or fails by itself.
    mutating func end(_ input: Int, _ failure: SourceFailure? = nil) {
        guard let connection = open.removeValue(forKey: input) else { return }
        perform(machine.ended(connection, error: failure, at: now))
    }

    /// Moves the time to `offset`, ticking at each deadline on the way.
    mutating func advance(to offset: Duration) {
        let end = MonotonicInstant(offset: offset)
        while let deadline = machine.nextDeadline(after: now), deadline <= end {
            now = max(now, deadline)
            perform(machine.tick(at: now))
        }
        now = end
    }

    /// Feeds a programme of one key frame a second and one sound unit every 200 ms in real time until `offset`.
    ///
    /// - Parameter speed: Media seconds per second.
    mutating func play(_ inputs: [Int], until offset: Duration, speed: Double = 1, slow: [Int: Double] = [:]) {
        while now.offset < offset {
            for input in inputs where open[input] != nil {
                if machine.snapshot(at: now).sources[input].tracks.isEmpty || fresh.contains(input) {
                    fresh.remove(input)
                    feed(input, [.tracks(Self.television)])
                }
                let time = UInt64(now.offset.inSecondsForTest * (slow[input] ?? speed) * 90_000)
                let step = Int(now.offset / .milliseconds(200))
                feed(input, [.unit(Self.video(time, isKey: step % 5 == 0)), .unit(Self.audio(time))], bytes: 40_000)
            }
            advance(to: now.offset + .milliseconds(200))
        }
    }

    /// Inputs whose connection is new, so that their tables come first.
    private var fresh: Set<Int> = []

    private mutating func perform(_ actions: [SourceSupervisorStateMachine.Action], feeding input: Int? = nil) {
        for action in actions {
            switch action {
            case .open(let connection):
                precondition(open[connection.input] == nil && closing[connection.input] == nil, "two connections")
                open[connection.input] = connection
                fresh.insert(connection.input)
                log.append("open \(connection.input)")
            case .close(let connection):
                open[connection.input] = nil
                closing[connection.input] = connection
                log.append("close \(connection.input)")
            case .begin(let input, _):
                onAir = input
                log.append("begin \(input)")
            case .deliver(let events):
                for case .unit(let unit) in events {
                    log.append("unit \(onAir ?? -1) \(unit.trackIndex == 0 ? "v" : "a")")
                }
                precondition(input == nil || input == onAir, "units of an input that is not on air")
            case .inputsAreDown: log.append("down")
            case .notice(let notice): notices.append(notice)
            }
        }
        // Closed connections end at once.
        while let (input, connection) = closing.first {
            closing[input] = nil
            perform(machine.ended(connection, error: nil, at: now))
        }
    }

    /// The log without units.
    var moves: [String] { log.filter { !$0.hasPrefix("unit") } }

    static let television = [
        TransportTrack(pid: 256, streamType: 0x1B, codec: .h264),
        TransportTrack(pid: 257, streamType: 0x0F, codec: .aac),
    ]
    static let radio = [TransportTrack(pid: 257, streamType: 0x0F, codec: .aac)]

    static func video(_ time: UInt64, isKey: Bool) -> TransportUnit { unit(0, time, isKey: isKey) }
    static func audio(_ time: UInt64, isKey: Bool = false) -> TransportUnit { unit(1, time, isKey: isKey) }

    static func unit(_ track: Int, _ time: UInt64, isKey: Bool) -> TransportUnit {
        TransportUnit(
            trackIndex: track, packets: ByteBuffer(), presentationTime: time & 0x1_FFFF_FFFF,
            decodeTime: time & 0x1_FFFF_FFFF, programClock: nil, isRandomAccess: isKey, hasError: false, format: nil)
    }
}

extension Duration {
    var inSecondsForTest: Double { self / .seconds(1) }
}
