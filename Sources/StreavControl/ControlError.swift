/// Why a use case was not done although its input is well-formed.
public enum ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such thing.
    case notFound(resource: String, id: Int32)
    /// Somebody else changed the thing since it was read. Nothing of either change is lost: read again and decide.
    case changedMeanwhile(resource: String, id: Int32)

    public var description: String {
        switch self {
        case .notFound(let resource, let id): "there is no \(resource) \(id)"
        case .changedMeanwhile(let resource, let id): "\(resource) \(id) was changed by somebody else meanwhile"
        }
    }
}
