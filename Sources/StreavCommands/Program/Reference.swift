internal import StreavDomain

/// How a thing is named on the command line: by its id where that is digits, otherwise by its name.
enum Reference {
    static func id<Entity>(_ text: String) -> Identifier<Entity>? { Identifier(digits: text) }

    static func missing(_ resource: String, _ text: String) -> CommandFailure {
        CommandFailure(.refused, "there is no \(resource) \(text): see streav-cli \(resource) list")
    }

    /// One that is named by its id alone.
    static func required<Entity>(_ resource: String, _ text: String) throws -> Identifier<Entity> {
        guard let id: Identifier<Entity> = id(text) else {
            throw CommandFailure(.usage, "'\(text)' is no id: streav-cli \(resource) list has them")
        }
        return id
    }
}
