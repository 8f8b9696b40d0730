import StreavPorts

/// One call of a generated sequence. Times to live are in milliseconds.
enum CacheCommand: Sendable {
    case value(String)
    case set(String, [UInt8], Int?)
    case setIfAbsent(String, [UInt8], Int?)
    case replace(String, [UInt8], [UInt8]?, Int?)
    case increment(String, Int64, Int?)
    case remove(String)
    case lease(String, String, Int, Int, String?)
    case release(String, String)
    case members(String)

    enum Answer: Equatable, Sendable {
        case done
        case value([UInt8]?)
        case flag(Bool)
        case number(Int64)
        case lease(LeaseOutcome)
        case members(Set<String>)
        case invalidArgument
    }

    /// After how long something may expire by it.
    var life: Int? {
        switch self {
        case .set(_, _, let life), .setIfAbsent(_, _, let life), .replace(_, _, _, let life),
            .increment(_, _, let life):
            life
        case .lease(_, _, _, let life, _): life
        case .value, .remove, .release, .members: nil
        }
    }

    func perform(on cache: any Cache) async throws -> Answer {
        do {
            return try await answer(of: cache)
        } catch let error as CacheError where error.code == .invalidArgument {
            return .invalidArgument
        }
    }

    private func answer(of cache: any Cache) async throws -> Answer {
        func duration(_ life: Int?) -> Duration? { life.map { .milliseconds($0) } }
        switch self {
        case .value(let key):
            return .value(try await cache.value(forKey: key))
        case .set(let key, let value, let life):
            try await cache.set(value, forKey: key, timeToLive: duration(life))
            return .done
        case .setIfAbsent(let key, let value, let life):
            return .flag(try await cache.setIfAbsent(value, forKey: key, timeToLive: duration(life)))
        case .replace(let key, let expected, let value, let life):
            return .flag(
                try await cache.compareAndReplace(expected, with: value, forKey: key, timeToLive: duration(life)))
        case .increment(let key, let amount, let life):
            return .number(try await cache.increment(key, by: amount, timeToLive: duration(life)))
        case .remove(let key):
            return .flag(try await cache.remove(key))
        case .lease(let member, let pool, let limit, let life, let replaced):
            return .lease(
                try await cache.lease(
                    member, in: pool, limit: limit, timeToLive: .milliseconds(life), replacing: replaced))
        case .release(let member, let pool):
            return .flag(try await cache.release(member, in: pool))
        case .members(let pool):
            return .members(Set(try await cache.members(of: pool)))
        }
    }

    func perform(on model: inout CacheModel) -> Answer {
        switch self {
        case .value(let key):
            return .value(model.value(key))
        case .set(let key, let value, let life):
            model.set(key, value, life)
            return .done
        case .setIfAbsent(let key, let value, let life):
            return .flag(model.setIfAbsent(key, value, life))
        case .replace(let key, let expected, let value, let life):
            return .flag(model.replace(key, expected, value, life))
        case .increment(let key, let amount, let life):
            return model.increment(key, amount, life).map { .number($0) } ?? .invalidArgument
        case .remove(let key):
            return .flag(model.remove(key))
        case .lease(let member, let pool, let limit, let life, let replaced):
            let (isGranted, count) = model.lease(member, pool, limit, life, replaced)
            return .lease(isGranted ? .granted(count: count) : .full(count: count))
        case .release(let member, let pool):
            return .flag(model.release(member, pool))
        case .members(let pool):
            return .members(model.members(pool))
        }
    }
}
