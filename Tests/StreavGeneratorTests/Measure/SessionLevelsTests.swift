import StreavLoad
import StreavPorts
import Testing

@testable import StreavGenerator

@Suite("Sessions at a time")
struct SessionLevelsTests {
    @Test("each cohort and all together, weighted by time, with the peak")
    func levels() {
        let sessions = SessionLevels(cohorts: 2)
        sessions.open(at: at(0))
        sessions.begin(0, at: at(10))
        sessions.begin(1, at: at(20))
        sessions.begin(1, at: at(20))
        sessions.end(0, at: at(30))
        sessions.close(at: at(40))
        // Everybody leaves after that, which is no level.
        sessions.end(1, at: at(40))
        let all = sessions.reading(of: nil, at: at(50))
        #expect(all.peak == 3)
        #expect(all.levels.count == 40_000)
        #expect(all.levels.mean == 1.5)
        #expect(all.levels.minimum == 0)
        #expect(sessions.reading(of: 0, at: at(50)).peak == 1)
        #expect(sessions.reading(of: 1, at: at(50)).levels.mean == 1)
    }

    @Test("before anybody came there is nothing")
    func empty() {
        #expect(SessionLevels(cohorts: 1).reading(of: 0, at: at(1)).levels.isEmpty)
    }
}
