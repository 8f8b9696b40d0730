import ArgumentParser
import StreavSimulation

/// `NAME=URL` on the command line.
struct NamedSourceArgument: ExpressibleByArgument {
    let source: ServeConfiguration.NamedSource

    init?(argument: String) {
        guard let source = ServeConfiguration.NamedSource(argument: argument) else { return nil }
        self.source = source
    }
}
