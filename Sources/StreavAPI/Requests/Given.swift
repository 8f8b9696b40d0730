/// What a body says of one member.
enum Given<Value> {
    case omitted
    case null
    case value(Value)

    /// The value, or what stands for it where it was omitted or null.
    func resolve(omitted: Value, null: Value) -> Value {
        switch self {
        case .omitted: omitted
        case .null: null
        case .value(let value): value
        }
    }
}

extension Given: Sendable where Value: Sendable {}
