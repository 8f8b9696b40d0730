/// The look-up where no database of countries is configured: it knows none.
public struct UnconfiguredCountryLookup: CountryLookup {
    public init() {}

    public var isConfigured: Bool { false }

    public func country(of address: String) -> String? { nil }
}
