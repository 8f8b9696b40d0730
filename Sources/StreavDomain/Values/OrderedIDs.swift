/// Lists of ids whose order means something, changed as people change them: by moving a few of many.
public enum OrderedIDs {
    /// Puts some of a list next to each other.
    ///
    /// - Parameters:
    ///   - ids: Those to move, in the order they shall have; what is not in the list is ignored.
    ///   - place: From 0 on, of the first of them in the result; beyond the end: the end.
    public static func moving<ID: Hashable>(_ ids: [ID], to place: Int, in list: [ID]) -> [ID] {
        let there = Set(list)
        var seen: Set<ID> = []
        let moved = ids.filter { there.contains($0) && seen.insert($0).inserted }
        var rest = list.filter { !seen.contains($0) }
        rest.insert(contentsOf: moved, at: min(max(place, 0), rest.count))
        return rest
    }

    /// Gives the members of a part of a list another order among themselves: each of them takes the place of one of
    /// them. What is not in the list is ignored.
    public static func arranging<ID: Hashable>(_ ids: [ID], in list: [ID]) -> [ID] {
        let there = Set(list)
        var seen: Set<ID> = []
        var order = ids.filter { there.contains($0) && seen.insert($0).inserted }[...]
        return list.map { seen.contains($0) ? order.popFirst() ?? $0 : $0 }
    }
}
