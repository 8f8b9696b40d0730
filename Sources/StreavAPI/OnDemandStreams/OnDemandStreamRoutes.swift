import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/on-demand-streams`.
enum OnDemandStreamRoutes {
    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/on-demand-streams"), scopes: [.onDemandStreamRead],
            name: "listOnDemandStreams", group: "On-demand streams", title: "On-demand streams",
            summary: "The playable files behind movies and episodes.", query: NameRoutes.query(),
            answer: .page(of: shape), action: list),
        Route(
            method: .get, path: RoutePath("/v1/on-demand-streams/{id}"), scopes: [.onDemandStreamRead],
            name: "getOnDemandStream", group: "On-demand streams", title: "One on-demand stream",
            answer: .object(shape),
            action: .read { call in
                let id = try call.id(of: Entities.OnDemandStream.self)
                return { connection in
                    guard let stream = try connection.catalogue.onDemandStream(id) else { throw APIProblem.notFound }
                    return json(stream)
                }
            }),
    ]

    static let shape = Shape(
        name: "OnDemandStream",
        members: [
            ShapeMember("id", .id, "", example: .integer(10)),
            ShapeMember("name", .text(limit: nil), "", example: .string("night-train.mp4")),
            ShapeMember("fileFormat", .text(limit: nil), nullable: true, "", example: .string("mp4")),
            ShapeMember("durationSeconds", .number(nil), nullable: true, "", example: .number(7200.5)),
            ShapeMember(
                "sizeBytes", .integer(0...Int(Int64.max)), nullable: true, "", example: .integer(3_221_225_472)),
            ShapeMember("videoCodec", .text(limit: nil), nullable: true, "", example: .string("h264")),
            ShapeMember("audioCodec", .text(limit: nil), nullable: true, "", example: .string("aac")),
            ShapeMember("width", .integer(0...Int(Int32.max)), nullable: true, "", example: .integer(1920)),
            ShapeMember("height", .integer(0...Int(Int32.max)), nullable: true, "", example: .integer(1080)),
            ShapeMember("createdAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
            ShapeMember("updatedAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
        ])

    private static let list = Route.Action.read { call in
        var query = call.query
        let name = query.text("name")
        let order = query.choice("sortBy", NameRoutes.orders) ?? .standard
        let page = query.page()
        try query.finish()
        return { connection in
            page.answer(try connection.catalogue.onDemandStreams(name: name, order: order, page.slice), json)
        }
    }

    private static func json(_ stream: CatalogueQueries.OnDemandStreamSummary) -> JSON {
        .object([
            "id": .whole(stream.id), "name": .string(stream.name), "fileFormat": .text(stream.fileFormat),
            "durationSeconds": .real(stream.duration.map { Double($0.wholeMilliseconds) / 1000 }),
            "sizeBytes": .whole(stream.sizeBytes), "videoCodec": .text(stream.videoCodec),
            "audioCodec": .text(stream.audioCodec), "width": .whole(stream.width), "height": .whole(stream.height),
            "createdAt": .moment(stream.createdAt), "updatedAt": .moment(stream.updatedAt),
        ])
    }
}
