/// The stream a viewer asks for, as far as admission must know it.
public struct AdmissionStream: Hashable, Sendable {
    public var id: StreamID
    public var exists: Bool

    public init(id: StreamID, exists: Bool) {
        self.id = id
        self.exists = exists
    }
}
