/// The box `trak` (ISO/IEC 14496-12 section 8.3).
struct TrackBox {
    let id: UInt32
    private let isEnabled: Bool
    private let handler: BoxType
    private let handlerName: String?
    private let boxes: BoxList
    private let media: BoxList

    /// - Parameter boxes: Those of `trak`.
    init(_ boxes: BoxList, _ budget: inout BoxBudget) throws(MovieError) {
        self.boxes = boxes
        var header = try boxes.one("tkhd")
        let (version, flags) = try header.versionAndFlags()
        try header.skip(version == 1 ? 16 : 8)
        id = try header.u32()
        guard id > 0 else { throw MovieError(.malformed, "a track has the number 0") }
        isEnabled = flags & 1 != 0
        media = try boxes.list("mdia", &budget)
        var handlerBox = try media.one("hdlr")
        try handlerBox.skip(8)
        handler = BoxType(try handlerBox.u32())
        // Some writers leave the name out, and with it the reserved words before it.
        if handlerBox.remaining > 12 {
            try handlerBox.skip(12)
            handlerName = TrackName.handlerName(try handlerBox.bytes(handlerBox.remaining))
        } else {
            handlerName = nil
        }
    }

    /// The track with the samples that `moov` tells of.
    func draft(
        defaults: FragmentDefaults, _ boxBudget: inout BoxBudget, _ sampleBudget: inout SampleBudget
    ) throws(MovieError) -> TrackDraft {
        guard handler == "vide" || handler == "soun" else {
            return TrackDraft(id: id, handler: handler, coding: .unplayable("it is neither picture nor sound"))
        }
        let information = try media.list("minf", &boxBudget)
        let tableBoxes = try information.list("stbl", &boxBudget)
        let entries = try Self.descriptions(tableBoxes.one("stsd"), &boxBudget)
        var draft = TrackDraft(id: id, handler: handler, coding: .unplayable("its stsd describes no coding"))
        guard !entries.isEmpty else { return draft }
        draft.defaults = defaults
        draft.isEnabled = isEnabled
        do throws(MovieError) {
            // Of a track that is not played, the tables may be in any state: they are looked at when they matter.
            var tables: SampleTableBoxes?
            if entries.count > 1 { tables = try SampleTableBoxes(tableBoxes, isVideo: draft.isVideo) }
            draft.description = entries.count == 1 ? 1 : tables?.description ?? defaults.description
            guard draft.description >= 1, draft.description <= entries.count else {
                throw MovieError(.malformed, "track \(id) is coded in a way that its stsd does not describe")
            }
            let entry = entries[Int(draft.description) - 1]
            draft.coding = try SampleDescription(entry, isVideo: draft.isVideo, &boxBudget)
            guard draft.isPlayable else { return draft }
            try refuseOtherFiles(entry, information, &boxBudget)
            try readHeaders(into: &draft, &boxBudget)
            if tables == nil { tables = try SampleTableBoxes(tableBoxes, isVideo: draft.isVideo) }
            guard var found = tables else { return draft }
            guard found.description ?? draft.description == draft.description else {
                throw MovieError(.malformed, "track \(id) is coded in a way that its stsd does not describe")
            }
            try found.read(into: &draft.samples, &sampleBudget)
        } catch {
            guard error.code == .unsupported else { throw error }
            draft.coding = .unplayable(error.message)
            draft.samples = SampleTableBuilder()
        }
        return draft
    }

    private static func descriptions(
        _ content: BoxBytes, _ budget: inout BoxBudget
    ) throws(MovieError) -> [BoxBytes] {
        var content = content
        _ = try content.versionAndFlags()
        // Eight bytes are the least that an entry has.
        let count = try content.count(ofEntries: 8)
        return Array(try BoxList(content, &budget).contents.prefix(count))
    }

    /// Samples may be in files that `dref` names (ISO/IEC 14496-12 section 8.7.2).
    private func refuseOtherFiles(
        _ entry: BoxBytes, _ information: BoxList, _ budget: inout BoxBudget
    ) throws(MovieError) {
        guard let list = try information.optionalList("dinf", &budget), var content = try list.optional("dref") else {
            return
        }
        _ = try content.versionAndFlags()
        _ = try content.u32()
        let references = try BoxList(content, &budget).contents
        var entry = entry
        try entry.skip(6)
        let number = Int(try entry.u16())
        guard number >= 1, number <= references.count else {
            throw MovieError(.malformed, "track \(id) has its samples where its dref does not say")
        }
        guard try references[number - 1].peekFlags() & 1 != 0 else {
            throw MovieError(.unsupported, "its samples are in another file")
        }
    }

    private func readHeaders(into draft: inout TrackDraft, _ budget: inout BoxBudget) throws(MovieError) {
        var header = try media.one("mdhd")
        let version = try header.versionAndFlags().version
        try header.skip(version == 1 ? 16 : 8)
        draft.timescale = try header.u32()
        guard draft.timescale > 0 else { throw MovieError(.malformed, "track \(id) has a timescale of 0") }
        try header.skip(version == 1 ? 8 : 4)
        draft.language = LanguageTag.tag(packed: try header.u16())
        if let box = media.all("elng").first, let tag = try LanguageTag.tag(box) { draft.language = tag }
        draft.name = try userName(&budget) ?? handlerName
        if let edits = try boxes.optionalList("edts", &budget)?.optional("elst") { draft.edits = try EditList(edits) }
    }

    /// The name in the track's `udta`, where programs write titles of tracks.
    private func userName(_ budget: inout BoxBudget) throws(MovieError) -> String? {
        guard let data = boxes.all("udta").first, let list = try? BoxList(data, &budget) else { return nil }
        guard var name = list.all("name").first else { return nil }
        return TrackName.text(try name.bytes(name.remaining).drop { $0 == 0 })
    }
}
