internal import ArgumentParser
internal import StreavStore

/// What lists take.
struct ListOptions: ParsableArguments {
    @Option(help: "How many at most, 1 to 1000.")
    var limit = 100

    @Option(help: "How many to pass over.")
    var offset = 0

    func validate() throws {
        guard (1...ListSlice.sizeLimit).contains(limit) else {
            throw ValidationError("--limit is 1 to \(ListSlice.sizeLimit)")
        }
        guard (0...ListSlice.offsetLimit).contains(offset) else {
            throw ValidationError("--offset is 0 to \(ListSlice.offsetLimit)")
        }
    }

    var slice: ListSlice { ListSlice(offset: offset, limit: limit) }
}
