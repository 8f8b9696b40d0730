import ArgumentParser
import StreavSimulation

/// The name of a backend on the command line.
struct BackendArgument: ExpressibleByArgument {
    let backend: SimulationBackend

    init(_ backend: SimulationBackend) {
        self.backend = backend
    }

    init?(argument: String) {
        guard let backend = SimulationBackend(rawValue: argument) else { return nil }
        self.backend = backend
    }

    var defaultValueDescription: String { backend.rawValue }

    static var allValueStrings: [String] { SimulationBackend.allCases.map(\.rawValue) }
}
