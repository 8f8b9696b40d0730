/// Reads the values of a table by their keys.
struct TableReader {
    let reader: NodeReader
    let entries: [DocumentEntry]

    func path(of key: String) -> String { SettingPath.child(key, of: reader.path) }

    /// The value of a key, if it is there.
    subscript(_ key: String) -> NodeReader? {
        entries.first { $0.key == key }.map { NodeReader($0.value, path: path(of: key)) }
    }

    func required(_ key: String, _ example: String) throws(ScenarioError) -> NodeReader {
        guard let value = self[key] else {
            throw ScenarioError(
                .missingKey, path: path(of: key), at: reader.node.location, "is missing",
                remedy: "add it, such as `\(example)`")
        }
        return value
    }

    /// Refuses a key that has no meaning here.
    func refuse(_ key: String, _ problem: String, remedy: String) throws(ScenarioError) {
        guard let entry = entries.first(where: { $0.key == key }) else { return }
        throw ScenarioError(.conflict, path: path(of: key), at: entry.keyLocation, problem, remedy: remedy)
    }
}
