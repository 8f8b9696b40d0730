import StreavGeography
import StreavPorts
import StreavSimulation

extension ServeCommand {
    func openCountries() throws -> any CountryLookup {
        guard let path = countryDatabase else { return UnconfiguredCountryLookup() }
        do {
            return try MaxMindCountryLookup(path: path)
        } catch {
            throw SimulationError(.usage, "--countries \(path): \(error.message)")
        }
    }
}
