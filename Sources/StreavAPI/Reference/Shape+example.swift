extension Shape {
    /// An object of this shape.
    var example: JSON {
        .object(members.map { JSON.Member(name: $0.name, value: $0.example) })
    }

    /// This shape and those inside it, each once, the outer ones first.
    var all: [Shape] {
        var found = [self]
        for member in members {
            for inner in member.type.shapes where !found.contains(where: { $0.name == inner.name }) {
                found.append(inner)
            }
        }
        return found
    }
}

extension ShapeType {
    fileprivate var shapes: [Shape] {
        switch self {
        case .list(let type, _, _): type.shapes
        case .object(let shape): shape.all
        default: []
        }
    }
}

extension Route.Answer {
    /// What it holds, if anything.
    var shape: Shape? {
        switch self {
        case .object(let shape), .page(let shape), .list(let shape): shape
        case .nothing: nil
        }
    }

    var example: JSON? {
        switch self {
        case .object(let shape): shape.example
        case .page(let shape):
            .object([
                "page": .integer(1), "totalPages": .integer(3), "total": .integer(61),
                "data": .array([shape.example]),
            ])
        case .list(let shape): .array([shape.example])
        case .nothing: nil
        }
    }

    /// In words, for the reference.
    var words: String {
        switch self {
        case .object(let shape): shape.name
        case .page(let shape): "a page of \(shape.name)"
        case .list(let shape): "an array of \(shape.name)"
        case .nothing: "no content"
        }
    }
}
