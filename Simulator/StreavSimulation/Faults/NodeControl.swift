/// What a scenario may do to streaming nodes, which count from 1.
protocol NodeControl: Sendable {
    /// As when the power fails: every socket is closed, and nothing is said.
    func kill(_ node: Int) async
    /// As an operator does it: it takes nobody new, and goes when its viewers have.
    func drain(_ node: Int) async
    /// Brings a node back that went; false when it could not be started.
    func comesBack(_ node: Int) async -> Bool
}
