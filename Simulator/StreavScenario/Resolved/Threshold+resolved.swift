extension Threshold {
    var resolved: ResolvedValue {
        guard let abortAfter else { return .text(check.description) }
        return .fields([
            "check": .text(check.description), "abort": .text("true"), "grace": .duration(abortAfter),
        ])
    }
}
