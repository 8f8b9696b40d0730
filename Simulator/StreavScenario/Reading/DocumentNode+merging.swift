extension DocumentNode {
    /// This, with what `later` says put over it: tables key by key, all else as a whole.
    func overlaid(with later: DocumentNode) -> DocumentNode {
        guard case .table(var entries) = content, case .table(let additions) = later.content else { return later }
        for addition in additions {
            if let index = entries.firstIndex(where: { $0.key == addition.key }) {
                let value = entries[index].value.overlaid(with: addition.value)
                entries[index] = DocumentEntry(
                    key: addition.key, keyLocation: addition.keyLocation, value: value)
            } else {
                entries.append(addition)
            }
        }
        return DocumentNode(location: later.location, content: .table(entries))
    }
}
