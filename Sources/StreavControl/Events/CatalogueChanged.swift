/// What movies and shows in bundles play is another thing now: any subscriber may be entitled to more or to less.
public struct CatalogueChanged: ControlEvent, Hashable {
    public static let type = "catalogue.changed"

    public var generation: Int64

    public var aggregate: String { "catalogue" }

    public init(generation: Int64) {
        self.generation = generation
    }
}
