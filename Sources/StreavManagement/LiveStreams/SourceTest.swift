import StreavDomain

/// A short look at an address, where this program can do that.
enum SourceTest {
    static func run(_ call: PageCall, _ address: String) async -> SourceProbe {
        guard let probe = call.dashboard.probe else {
            return SourceProbe(
                failure: SourceProbe.Failure(
                    reason: "unavailable", message: "This program cannot open sources. Save the stream to try it."))
        }
        return await probe(address)
    }
}
