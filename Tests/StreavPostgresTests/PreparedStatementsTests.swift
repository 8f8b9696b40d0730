import StreavSQL
import Testing

@testable import StreavPostgres

@Suite("Prepared statements of a connection")
struct PreparedStatementsTests {
    @Test("a statement serves values of its types and NULL in any place")
    func types() {
        var statements = PreparedStatements(capacity: 4)
        let first = statements.make("a", types: [20, 0])
        statements.keep(first, for: "a")
        #expect(statements.find("a", types: [20, 0])?.name == first.name)
        #expect(statements.find("a", types: [0, 0])?.name == first.name)
        #expect(statements.find("a", types: [20, 25]) == nil)
        // What is known of one place is kept when another is learnt.
        let second = statements.make("a", types: [0, 25])
        #expect(second.types == [20, 25])
        statements.keep(second, for: "a")
        #expect(statements.takeDiscarded() == [first.name])
        #expect(statements.find("a", types: [20, 25])?.name == second.name)
        #expect(statements.find("a", types: [701, 25]) == nil)
    }

    @Test("the one that was used longest ago goes first, and its name is given back")
    func bound() {
        var statements = PreparedStatements(capacity: 2)
        for text in ["a", "b"] { statements.keep(statements.make(text, types: []), for: text) }
        _ = statements.find("a", types: [])
        statements.keep(statements.make("c", types: []), for: "c")
        #expect(statements.find("b", types: []) == nil)
        #expect(statements.find("a", types: []) != nil && statements.find("c", types: []) != nil)
        #expect(statements.takeDiscarded() == ["s2"])
        #expect(statements.takeDiscarded() == [])
        statements.discardAll()
        #expect(statements.count == 0 && statements.takeDiscarded().count == 2)
    }
}
