import StreavPorts

/// How often something can be done in a second by so many at once.
struct Throughput: Sendable {
    let inFlight: Int
    let seconds: Int
    let clock: StreavClock

    /// Connections are made and statements prepared in this time, which does not count.
    static let warmUp: Duration = .seconds(1)

    /// - Parameter operation: Is given a number that no other call has; returns how much it did.
    /// - Returns: A JSON object: how much was done, in how long.
    func measure(_ operation: @escaping @Sendable (Int) async throws -> Int) async throws -> String {
        let begin = clock.monotonicNow + Self.warmUp
        let end = begin + .seconds(seconds)
        let (inFlight, clock) = (inFlight, clock)
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<inFlight {
                group.addTask {
                    var number = worker
                    var count = 0
                    while true {
                        let done = try await operation(number)
                        number += inFlight
                        let now = clock.monotonicNow
                        if now > end { return count }
                        if now > begin { count += done }
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        return #"{"done":\#(done),"seconds":\#(seconds)}"#
    }
}
