extension ArrivalPhase {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add("rate", text: ScalarText.text(rate))
        fields.add("for", duration: length)
        fields.add("shape", text: shape.rawValue)
        fields.add("to", text: to.map { ScalarText.text($0) })
        return fields.table
    }
}

extension LogNormal {
    var resolved: ResolvedValue { .list([.number(mu), .number(sigma)]) }
}

extension Dwell {
    var resolved: ResolvedValue {
        switch self {
        case .stay: .text("stay")
        case .zapMix: .text("zap-mix")
        case .fixed(let duration): .duration(duration)
        case .lognormal(let parameters): .fields(["lognormal": parameters.resolved])
        }
    }
}

extension SessionLength {
    var resolved: ResolvedValue {
        switch self {
        case .wholeRun: .text("run")
        case .fixed(let duration): .fields(["fixed": .duration(duration)])
        case .lognormal(let parameters): .fields(["lognormal": parameters.resolved])
        }
    }
}

extension NetworkProfile {
    var resolved: ResolvedValue {
        switch self {
        case .unlimited: .text("unlimited")
        case .named(let line): .text(line.rawValue)
        case .custom(let rate, let latency):
            .fields(["rate": .text(ScalarText.text(rate)), "latency": .duration(latency)])
        }
    }
}

extension SeekPlan {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add("every", duration: every)
        fields.add("within", duration: within)
        return fields.table
    }
}

extension EndWeights {
    var resolved: ResolvedValue {
        .fields(["clean": .number(clean), "silent": .number(silent), "half-dead": .number(halfDead)])
    }
}
