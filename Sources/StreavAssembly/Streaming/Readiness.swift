import StreavSQL

/// Whether a component can do its work.
enum Readiness {
    static func of(_ database: any Database) async -> [String: Bool] {
        let answer = try? await database.read { try $0.value("SELECT 1", as: Int.self) }
        return ["database": answer == 1]
    }
}
