import HTTPTypes
import Hummingbird
import NIOCore
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/on-demand-streams/upload`: films that are uploaded in pieces, and go on where a connection broke.
///
/// A POST of a name and a size begins one and leads to its page. `…/piece` puts a piece behind what is there and
/// answers `{"received": bytes}`; with 409 where the piece belongs elsewhere. `…/finish` makes the stream.
enum FilmRoutes {
    static let path = "/on-demand-streams/upload"
    /// The largest piece, in bytes.
    static let pieceLimit = 4 * 1024 * 1024

    private static let pieceShape = FormShape(.text("offset", limit: 20), .file("piece", limit: pieceLimit))

    static let routes: [PageRoute] = [
        .get("/on-demand-streams/upload", .may(.create, .onDemandStreams)) { call in
            .page(try await FilmPages.list(call, FormDraft()))
        },
        .post(
            "/on-demand-streams/upload", .may(.create, .onDemandStreams),
            FormShape(.text("name", limit: 1024), .text("size", limit: 20)), begin),
        .get("/on-demand-streams/upload/{upload}", .may(.create, .onDemandStreams)) { call in
            .page(FilmPages.one(call, try await upload(call)))
        },
        .post("/on-demand-streams/upload/{upload}/piece", .may(.create, .onDemandStreams), pieceShape, piece),
        .post("/on-demand-streams/upload/{upload}/finish", .may(.create, .onDemandStreams), .empty, finish),
        .post("/on-demand-streams/upload/{upload}/cancel", .may(.create, .onDemandStreams), .empty) { call, _ in
            let upload = try await upload(call)
            do throws(FilmUploadProblem) {
                try await store(call).cancel(upload.id)
            } catch {
                return .seeOther(path, .failure(text(error, call)))
            }
            return .seeOther(path, .done(call.t("film.cancelled", ["name": upload.name])))
        },
    ]

    static func store(_ call: PageCall) throws(FilmUploadProblem) -> any FilmUploadStore {
        guard let store = call.dashboard.films else { throw .unavailable(call.t("ondemand.no-probe")) }
        return store
    }

    private static func upload(_ call: PageCall) async throws -> FilmUpload {
        guard let store = call.dashboard.films, let id = call.parameters["upload"],
            let found = try await store.unfinished(now: call.now).first(where: { $0.id == id })
        else { throw PageFault.notFound }
        return found
    }

    private static let begin: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do throws(FilmUploadProblem) {
            guard let size = Int64(form.text("size")) else { throw .tooLarge }
            let upload = try await store(call).begin(form.line("name") ?? "", size: size, now: call.now)
            return .seeOther("\(path)/\(upload.id)")
        } catch {
            let problems = InvalidInput(field: "film", text(error, call))
            return .page(try await FilmPages.list(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let piece: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        guard let offset = Int64(form.text("offset")), let bytes = form.file("piece"), !bytes.isEmpty else {
            throw PageFault.malformed("a piece has an offset and bytes")
        }
        do throws(FilmUploadProblem) {
            let upload = try await store(call).append(bytes, at: offset, to: call.parameters["upload"] ?? "")
            return answer(.ok, "{\"received\": \(upload.received)}")
        } catch {
            switch error {
            case .wrongOffset(let received): return answer(.conflict, "{\"received\": \(received)}")
            case .notFound: throw PageFault.notFound
            default:
                let reason = JSONLiteral.text(text(error, call))
                return answer(error == .diskFull ? .insufficientStorage : .badRequest, "{\"problem\": \(reason)}")
            }
        }
    }

    private static let finish: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, _ in
        let upload = try await upload(call)
        let key: String
        do throws(FilmUploadProblem) {
            key = try await store(call).finish(upload.id)
        } catch {
            return .seeOther("\(path)/\(upload.id)", .failure(text(error, call)))
        }
        var details = OnDemandStreamDetails(name: String(key.split(separator: "/").last ?? ""), mediaKey: key)
        details.sizeBytes = upload.size
        var refusal: String?
        if let probe = call.dashboard.fileProbe {
            do throws(MediaFileProbe.Refusal) { details = try await probe.details(key) } catch {
                refusal = error.reason
            }
        }
        let stream = try await call.perform { [details] transaction in
            // The scanner may have been faster.
            if let found = try transaction.connection.onDemandStreams.find(mediaKey: key) { return found }
            return try transaction.onDemandStreams.create(details)
        }
        let notice: Notice =
            refusal.map { .warning(call.t("ondemand.created-unread", ["reason": $0])) }
            ?? .done(call.t("catalogue.created-notice", ["name": stream.details.name]))
        return .seeOther("\(OnDemandList.path)/\(stream.id)", notice)
    }

    private static func answer(_ status: HTTPResponse.Status, _ json: String) -> PageAnswer {
        .response(
            Response(
                status: status, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: json))))
    }

    static func text(_ problem: FilmUploadProblem, _ call: PageCall) -> String {
        switch problem {
        case .notFound: call.t("film.problem-gone")
        case .wrongOffset: call.t("film.problem-incomplete")
        case .tooLarge: call.t("film.problem-too-large")
        case .tooMany: call.t("film.problem-too-many")
        case .diskFull: call.t("film.problem-disk-full")
        case .badName: call.t("film.problem-name")
        case .unavailable(let reason): reason
        }
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, 11.5.
    fileprivate static let insufficientStorage = Self(code: 507, reasonPhrase: "Insufficient Storage")
}
