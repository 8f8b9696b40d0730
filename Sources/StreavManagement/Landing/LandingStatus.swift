/// The changing part of the page, as its script reads it: `/streams.json`.
struct LandingStatus: Encodable {
    struct Stream: Encodable {
        let id: Int32
        let state: LandingStreamState
        let label: String
        let viewers: Int
        let codecs: String
        let formats: [String]
    }

    let streams: [Stream]

    init(_ catalogue: LandingCatalogue) {
        streams = catalogue.streams.map { stream in
            Stream(
                id: stream.id, state: stream.state, label: stream.state.label, viewers: stream.viewers,
                codecs: stream.codecs, formats: CodecName.names(in: stream.codecs))
        }
    }
}
