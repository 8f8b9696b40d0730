import FoundationEssentials
import StreavSQL

/// Keeps what a world tells once beside its marker: whoever reads the database has the world anyhow, since the seed is
/// there.
struct KeptInDatabase: WorldKeeping {
    let database: any Database

    func credentials() async throws -> Credentials? {
        let kept = try await database.read {
            try $0.fetchValue("SELECT credentials FROM streav_sim WHERE id = 1", as: String?.self) ?? nil
        }
        guard let kept else { return nil }
        do {
            return try JSONDecoder().decode(Credentials.self, from: Data(kept.utf8))
        } catch {
            throw SimulationError(
                .startup, "the credentials in the table streav_sim cannot be read: name another database.")
        }
    }

    func prepareToKeep(_ world: SeededWorld, _ connection: any DatabaseConnection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(world.credentials), as: UTF8.self)
        try connection.execute("UPDATE streav_sim SET credentials = \(text) WHERE id = 1")
    }

    /// Both came with the transaction.
    func finishKeeping() {}

    func forgetPrepared() {}
}
