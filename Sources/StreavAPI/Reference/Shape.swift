/// The members of a JSON object that the API reads or writes. Bodies are read by it, the reference is written from it,
/// and the tests hold every answer against it.
struct Shape: Sendable {
    /// What programs call it, such as `Subscriber`.
    let name: String
    let members: [ShapeMember]

    subscript(_ name: String) -> ShapeMember? {
        members.first { $0.name == name }
    }
}
