import StreavDomain
import StreavPorts
import Testing

@testable import StreavAssembly
@testable import StreavStreaming

@Suite("What of the sessions is to be written")
struct ConnectionLedgerTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)

    private static func moment(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    private static func instant(_ seconds: Int) -> MonotonicInstant {
        MonotonicInstant(offset: .seconds(seconds))
    }

    private static func session(_ id: String, bytes: Int64 = 0, openedAt: Int = 0) -> ConnectionSnapshot {
        ConnectionSnapshot(
            sessionID: id, subscriberID: SubscriberID(1), streamID: .live(LiveStreamID(1)), format: .hls,
            address: IPAddress("192.0.2.7")!, userAgent: "VLC", state: .active, openedAt: moment(openedAt),
            idleFor: .zero, bytes: bytes)
    }

    private static func end(_ session: ConnectionSnapshot, at seconds: Int) -> EndedSessions.Entry {
        EndedSessions.Entry(session: session, reason: .idle, endedAt: moment(seconds))
    }

    /// A look and the writing of what is due.
    private static func round(
        _ ledger: inout ConnectionLedger, at seconds: Int, _ open: [ConnectionSnapshot],
        ended: [EndedSessions.Entry] = [], isWritten: Bool = true
    ) -> [ConnectionSighting] {
        ledger.look(open, ended: ended, wall: moment(seconds))
        let due = ledger.due(at: instant(seconds), wall: moment(seconds))
        if isWritten { ledger.note(written: due, at: instant(seconds)) }
        return due
    }

    @Test("What begins is due at once, what goes on every ten seconds, each time with what is new")
    func life() {
        var ledger = ConnectionLedger()
        #expect(Self.round(&ledger, at: 0, [Self.session("a", bytes: 5)]).map(\.newBytes) == [5])
        #expect(Self.round(&ledger, at: 2, [Self.session("a", bytes: 9)]).isEmpty)
        #expect(Self.round(&ledger, at: 10, [Self.session("a", bytes: 20)]).map(\.newBytes) == [15])
        let last = Self.round(&ledger, at: 12, [], ended: [Self.end(Self.session("a", bytes: 22), at: 11)])
        #expect(last.map(\.newBytes) == [2] && last.map(\.closeReason) == ["idle"])
        #expect(last.map(\.endedAt) == [Self.moment(11)])
        #expect(Self.round(&ledger, at: 30, []).isEmpty)
    }

    @Test("A session that ended between the look at it and the look at the ends is over")
    func endedMeanwhile() {
        var ledger = ConnectionLedger()
        let session = Self.session("a", bytes: 5)
        let due = Self.round(&ledger, at: 1, [session], ended: [Self.end(session, at: 1)])
        #expect(due.count == 1 && due[0].endedAt != nil)
        #expect(Self.round(&ledger, at: 20, []).isEmpty)
    }

    @Test("A session that begins anew under its id goes on, and no byte is lost or counted twice")
    func again() {
        var ledger = ConnectionLedger()
        _ = Self.round(&ledger, at: 0, [Self.session("a", bytes: 10)])
        let due = Self.round(
            &ledger, at: 10, [Self.session("a", bytes: 3, openedAt: 8)],
            ended: [Self.end(Self.session("a", bytes: 16), at: 7)])
        #expect(due.map(\.newBytes) == [9] && due.allSatisfy { $0.endedAt == nil })
        #expect(Self.round(&ledger, at: 20, [Self.session("a", bytes: 4, openedAt: 8)]).map(\.newBytes) == [1])
    }

    @Test("What could not be written stays due, with all that came in the meantime")
    func databaseAway() {
        var ledger = ConnectionLedger()
        _ = Self.round(&ledger, at: 0, [Self.session("a", bytes: 1)], isWritten: false)
        _ = Self.round(
            &ledger, at: 2, [Self.session("b", bytes: 2)], ended: [Self.end(Self.session("a", bytes: 4), at: 1)],
            isWritten: false)
        let due = Self.round(&ledger, at: 4, [Self.session("b", bytes: 3)])
        #expect(due.map(\.sessionID) == ["a", "b"] && due.map(\.newBytes) == [4, 3])
        #expect(due[0].endedAt == Self.moment(1) && due[1].endedAt == nil)
    }

    @Test("A session that is gone without an end is ended all the same, after a second look")
    func lostEnd() {
        var ledger = ConnectionLedger()
        _ = Self.round(&ledger, at: 0, [Self.session("a")])
        #expect(Self.round(&ledger, at: 2, []).isEmpty)
        let due = Self.round(&ledger, at: 4, [])
        #expect(due.map(\.closeReason) == ["unknown"] && due.map(\.endedAt) == [Self.moment(0)])
        #expect(Self.round(&ledger, at: 6, []).isEmpty)
    }

    @Test("A round is bounded, and everybody has a turn")
    func bounded() {
        var ledger = ConnectionLedger()
        let crowd = (0..<5000).map { Self.session("s\($0)") }
        var seen: Set<String> = []
        for seconds in [0, 2, 4] {
            let due = Self.round(&ledger, at: seconds, crowd)
            #expect(due.count <= ConnectionLedger.roundLimit)
            #expect(Set(due.map(\.sessionID)).count == due.count)
            seen.formUnion(due.map(\.sessionID))
        }
        #expect(seen.count == 5000)
    }
}
