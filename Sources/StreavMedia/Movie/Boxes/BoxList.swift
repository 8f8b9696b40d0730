/// The boxes within a box.
struct BoxList {
    /// Boxes directly within one: a fragment may have a run for each sample, others have a few.
    private static let most = 16_384

    private let parent: BoxType
    private var boxes: [(type: BoxType, content: BoxBytes)] = []

    /// - Parameter content: Boxes one after another. Fewer than eight bytes at the end are padding: QuickTime ends some
    ///   lists with a zero.
    init(_ content: BoxBytes, _ budget: inout BoxBudget) throws(MovieError) {
        parent = content.type
        var content = content
        while let header = try BoxHeader(content) {
            try budget.take()
            guard boxes.count < Self.most else {
                throw MovieError(.tooLarge, "the box \(parent) has more than \(Self.most) boxes")
            }
            guard let size = header.size, size <= content.remaining else {
                throw MovieError(.malformed, "the box \(header.type) does not fit into the box \(parent)")
            }
            try content.skip(header.headerBytes)
            boxes.append((header.type, try content.content(Int(size) - header.headerBytes, of: header.type)))
        }
    }

    /// All, in order.
    var contents: [BoxBytes] { boxes.map(\.content) }

    /// All of one name, in order.
    func all(_ type: BoxType) -> [BoxBytes] {
        boxes.filter { $0.type == type }.map(\.content)
    }

    /// The only one of its name. Nil: there is none.
    func optional(_ type: BoxType) throws(MovieError) -> BoxBytes? {
        let found = all(type)
        guard found.count <= 1 else { throw MovieError(.malformed, "the box \(parent) has more than one \(type)") }
        return found.first
    }

    /// The only one of its name.
    func one(_ type: BoxType) throws(MovieError) -> BoxBytes {
        guard let found = try optional(type) else {
            throw MovieError(.malformed, "the box \(parent) has no \(type)")
        }
        return found
    }

    /// What is within the only one of its name. Nil: there is none.
    func optionalList(_ type: BoxType, _ budget: inout BoxBudget) throws(MovieError) -> BoxList? {
        guard let content = try optional(type) else { return nil }
        return try BoxList(content, &budget)
    }

    /// What is within the only one of its name.
    func list(_ type: BoxType, _ budget: inout BoxBudget) throws(MovieError) -> BoxList {
        try BoxList(one(type), &budget)
    }
}
