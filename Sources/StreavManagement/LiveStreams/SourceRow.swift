import StreavDomain

/// A source in the form of a live stream, as it is typed.
struct SourceRow: Sendable, Equatable {
    /// Empty: the source that is there stays as it is, where ``kept`` says one.
    var address = ""
    /// The place, in the stream as it is stored, of the source that the row is about.
    var kept: Int?
    /// In seconds.
    var deadAfter = "2"
    var isRemoved = false
    /// Where it is moved to, from 1, by whoever has no script to drag it.
    var place: Int?

    static let fields: [FormShape.Field] = [
        FormShape.Field(name: "source-address", limit: LiveStreamSource.addressBytes, count: count),
        FormShape.Field(name: "source-kept", limit: 4, count: count),
        FormShape.Field(name: "source-dead-after", limit: 16, count: count),
        FormShape.Field(name: "source-place", limit: 8, count: count),
        FormShape.Field(name: "source-remove", limit: 4, count: count),
        .text("probe", limit: 4),
    ]

    /// Rows of one form: more than a stream may have, so that the rule is what says so.
    static let count = LiveStreamDetails.sourceLimit + 8
    /// Empty rows at the end of a form, to add sources in.
    private static let spare = 2

    static func rows(of stream: LiveStream, isRevealing: Bool) -> [SourceRow] {
        stream.details.sources.enumerated().map { index, source in
            SourceRow(
                address: isRevealing ? source.address : "", kept: index,
                deadAfter: SecondsText.write(source.deadAfter))
        }
    }

    /// The rows as they were sent, those that were moved in their new places, empty ones left out.
    static func rows(_ form: FormValues) -> [SourceRow] {
        arranged(unarranged(form).filter { !$0.address.isEmpty || $0.kept != nil })
    }

    /// The rows as they were sent.
    static func unarranged(_ form: FormValues) -> [SourceRow] {
        let kept = form.all("source-kept")
        let deadAfter = form.all("source-dead-after")
        let places = form.all("source-place")
        let removed = Set(form.all("source-remove").compactMap { Int($0) })
        return form.all("source-address").enumerated().map { index, address in
            func value(_ list: [String]) -> String { list.indices.contains(index) ? list[index] : "" }
            var row = SourceRow(address: trimmed(address), kept: Int(value(kept)))
            row.deadAfter = value(deadAfter)
            row.isRemoved = row.kept.map(removed.contains) ?? false
            row.place = Int(value(places))
            return row
        }
    }

    /// Each row that names a place goes there, one after the other.
    static func arranged(_ rows: [SourceRow]) -> [SourceRow] {
        var arranged = rows
        for row in rows {
            guard let place = row.place, let from = arranged.firstIndex(of: row) else { continue }
            arranged.remove(at: from)
            var moved = row
            moved.place = nil
            arranged.insert(moved, at: min(max(place - 1, 0), arranged.count))
        }
        return arranged
    }

    /// - Parameter old: What is stored; a row that keeps a source keeps its address of there.
    static func sources(_ rows: [SourceRow], old: [LiveStreamSource]) throws -> [LiveStreamSource] {
        var problems = InvalidInput()
        var sources: [LiveStreamSource] = []
        for row in rows where !row.isRemoved {
            let field = "sources[\(sources.count)]"
            let deadAfter = SecondsText.read(row.deadAfter)
            problems.require(deadAfter != nil, "\(field).deadAfter", "must be a number of seconds")
            guard let address = row.resolved(old) else {
                problems.require(false, "\(field).address", "is not there any more: type the address")
                continue
            }
            sources.append(LiveStreamSource(address: address, deadAfter: deadAfter ?? .seconds(2)))
        }
        guard problems.problems.isEmpty else { throw problems }
        return sources
    }

    func resolved(_ old: [LiveStreamSource]) -> String? {
        if !address.isEmpty { return address }
        return kept.flatMap { old.indices.contains($0) ? old[$0].address : nil }
    }

    /// With empty ones at the end.
    static func padded(_ rows: [SourceRow]) -> [SourceRow] {
        let filled = rows.lastIndex { !$0.address.isEmpty || $0.kept != nil }.map { $0 + 1 } ?? 0
        let wanted = max(rows.count, min(filled + spare, LiveStreamDetails.sourceLimit))
        return rows + Array(repeating: SourceRow(), count: wanted - rows.count)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }
}
