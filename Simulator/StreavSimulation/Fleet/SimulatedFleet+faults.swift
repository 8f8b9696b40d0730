/// What scenarios do to nodes.
extension SimulatedFleet: NodeControl {
    func comesBack(_ number: Int) async -> Bool {
        guard node(number) == nil else { return true }
        return (try? await start(number)) != nil
    }
}
