/// Counts faults and reports each.
struct FaultTally {
    private(set) var counts: [TransportFault: Int] = [:]

    mutating func report(_ fault: TransportFault, _ emit: (TransportEvent) -> Void) {
        counts[fault, default: 0] += 1
        emit(.fault(fault))
    }
}
