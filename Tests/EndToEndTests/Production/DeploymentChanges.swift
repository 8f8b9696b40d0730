import Synchronization

/// What a test did to the programs of a deployment: which it killed, and which it started in their place.
final class DeploymentChanges: Sendable {
    private struct State {
        var killed: Set<Int32> = []
        var started: [ProgramProcess] = []
    }

    private let state = Mutex(State())

    func killed(_ program: ProgramProcess) {
        state.withLock { _ = $0.killed.insert(program.child.identifier) }
    }

    func started(_ program: ProgramProcess) {
        state.withLock { $0.started.append(program) }
    }

    func apply(to programs: [ProgramProcess]) -> [ProgramProcess] {
        state.withLock { state in
            (programs + state.started).filter { !state.killed.contains($0.child.identifier) }
        }
    }
}
