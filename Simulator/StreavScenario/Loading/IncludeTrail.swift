/// Which documents are being read, each for the one before it; refuses circles, depth and number.
struct IncludeTrail {
    private var open: [SourceLocation.Origin] = []
    private var count = 0

    /// Takes the including document's origin too, since nobody included the first.
    mutating func enter(
        _ included: SourceLocation.Origin, from origin: SourceLocation.Origin, _ item: NodeReader
    ) throws(ScenarioError) {
        if open.isEmpty { open.append(Self.normalised(origin)) }
        guard !open.contains(included) else {
            throw item.error(
                .include, "includes what includes it", remedy: "break the circle: leave this include out")
        }
        guard open.count < ScenarioLimits.includeDepth else {
            throw item.error(
                .tooLarge, "includes deeper than \(ScenarioLimits.includeDepth) files",
                remedy: "put the files into one another")
        }
        count += 1
        guard count <= ScenarioLimits.includes else {
            throw item.error(
                .tooLarge, "includes more than \(ScenarioLimits.includes) files", remedy: "put them together")
        }
        open.append(included)
    }

    mutating func leave() {
        open.removeLast()
    }

    private static func normalised(_ origin: SourceLocation.Origin) -> SourceLocation.Origin {
        guard case .file(let path) = origin else { return origin }
        return .file(RelativePath.normalised(path))
    }
}
