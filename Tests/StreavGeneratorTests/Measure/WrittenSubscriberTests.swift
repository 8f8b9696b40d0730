import Testing

@testable import StreavGenerator

@Suite("What programs wrote")
struct WrittenSubscriberTests {
    private static func written(_ steps: (inout WrittenSubscriber) -> Void) -> WrittenSubscriber {
        var subscriber = WrittenSubscriber(mark: "load/1/0")
        steps(&subscriber)
        return subscriber
    }

    @Test("what was acknowledged is there, once, and in that version")
    func acknowledged() {
        let subscriber = Self.written {
            $0.asks(.write(1))
            $0.acknowledged(.write(1))
            $0.asks(.write(2))
            $0.acknowledged(.write(2))
        }
        #expect(subscriber.fault(found: [2]) == nil)
        #expect(subscriber.fault(found: [1])?.contains("version 1") == true)
        #expect(subscriber.fault(found: [])?.contains("not there") == true)
        #expect(subscriber.fault(found: [2, 2])?.contains("2 times") == true)
    }

    @Test("what was not answered is there in the version before or after it")
    func unknown() {
        let created = Self.written { $0.asks(.write(1)) }
        #expect(created.fault(found: []) == nil)
        #expect(created.fault(found: [1]) == nil)
        #expect(created.fault(found: [2]) != nil)
        let changed = Self.written {
            $0.asks(.write(1))
            $0.acknowledged(.write(1))
            $0.asks(.write(2))
        }
        #expect(changed.fault(found: [1]) == nil)
        #expect(changed.fault(found: [2]) == nil)
        #expect(changed.fault(found: []) != nil)
    }

    @Test("what was refused or deleted is not there")
    func gone() {
        let refused = Self.written {
            $0.asks(.write(1))
            $0.refused(.write(1))
        }
        #expect(refused.fault(found: []) == nil)
        #expect(refused.fault(found: [1]) != nil)
        let deleted = Self.written {
            $0.asks(.write(1))
            $0.acknowledged(.write(1))
            $0.asks(.delete)
            $0.acknowledged(.delete)
        }
        #expect(deleted.fault(found: []) == nil)
        #expect(deleted.fault(found: [1]) != nil)
        let undeleted = Self.written {
            $0.asks(.write(1))
            $0.acknowledged(.write(1))
            $0.asks(.delete)
            $0.refused(.delete)
        }
        #expect(undeleted.fault(found: [1]) == nil)
        #expect(undeleted.fault(found: []) != nil)
    }
}
