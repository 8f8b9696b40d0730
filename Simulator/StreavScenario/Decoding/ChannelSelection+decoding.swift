extension ChannelSelection {
    init(reading reader: NodeReader, channels: Int) throws(ScenarioError) {
        let expected = "all, top-10, or a number from 1 to \(channels)"
        let text = try reader.scalar(expected)
        let isTop = text.hasPrefix("top-")
        if text == "all" {
            self = .all
        } else if let number = ScalarText.integer(isTop ? text.dropFirst(4) : text[...]) {
            guard (1...channels).contains(number) else {
                throw reader.error(
                    .outOfRange, "\(Printable.quoted(text)) is out of range", remedy: "it should be \(expected)")
            }
            self = isTop ? .top(number) : .one(number)
        } else {
            throw reader.error(
                .unknownName, "there is no channel \(Printable.quoted(text))", remedy: "it should be \(expected)")
        }
    }

    var text: String {
        switch self {
        case .all: "all"
        case .top(let count): "top-\(count)"
        case .one(let number): "\(number)"
        }
    }
}
