/// What goes into one PES packet: a picture, or some frames of sound.
struct OnDemandUnit {
    let lane: Int
    let decodeTime: Int64
    let presentationTime: Int64
    /// Decoding can begin here.
    let isKey: Bool
    let first: MovieSample
    /// Of sound only: what follows the first.
    var more: [MovieSample] = []
    /// Of the elementary stream, before what the carriage adds.
    var sampleBytes: Int
}
