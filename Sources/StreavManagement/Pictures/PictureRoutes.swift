import HTTPTypes
import Hummingbird
import NIOCore
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavWeb

/// Posters and portraits: shown, uploaded, taken away.
enum PictureRoutes {
    static let path = "/pictures"

    static let routes: [PageRoute] = [
        .get("/pictures", .may(.view, .movies)) { try await picture($0) },
        .post("/movies/{id}/poster", .may(.edit, .movies), PictureUpload.shape) { try await poster(.movie, $0, $1) },
        .post("/movies/{id}/poster/address", .may(.edit, .movies), PictureUpload.addressShape) {
            try await setPoster(.movie, $0, $1)
        },
        .post("/shows/{id}/poster", .may(.edit, .shows), PictureUpload.shape) { try await poster(.show, $0, $1) },
        .post("/shows/{id}/poster/address", .may(.edit, .shows), PictureUpload.addressShape) {
            try await setPoster(.show, $0, $1)
        },
        .post("/people/{id}/picture", .may(.edit, .people), PictureUpload.shape, portrait),
        .post("/people/{id}/picture/address", .may(.edit, .people), PictureUpload.addressShape, setPortrait),
    ]

    /// A picture of the platform's own, by its address. Whatever is none is a nothing, and what a file says that it is
    /// decides how it is sent.
    private static func picture(_ call: PageCall) async throws -> PageAnswer {
        guard let address = call.query["of"], address.hasPrefix("/images/"), let store = call.dashboard.pictures else {
            throw PageFault.notFound
        }
        let key = String(address.dropFirst())
        do throws(MediaStoreError) {
            guard let file = try await store.media.file(forKey: key),
                file.size <= PictureHeader.byteLimit
            else { throw MediaStoreError(.notFound, "there is no such picture") }
            let content = try await store.media.read(0..<file.size, ofKey: key, version: file.version)
            guard let header = PictureHeader(Array(content.readableBytesView)) else {
                throw MediaStoreError(.notFound, "there is no such picture")
            }
            return .response(
                Response(
                    status: .ok, headers: [.contentType: header.kind.contentType],
                    body: ResponseBody(byteBuffer: content)))
        } catch {
            throw error.code == .unavailable ? PageFault.unavailable : PageFault.notFound
        }
    }

    // MARK: Posters

    private static func poster(_ kind: TitleKind, _ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let record = try await TitleHandlers(kind: kind).record(call)
        let path = "\(kind.path)/\(record.id)"
        do {
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            guard revision == record.revision else { return changed(path, call) }
            var input = record.input
            input.common.posterURL = try await PictureUpload.keep(form, call)
            try await call.perform { [input] in try kind.update($0, record.id, input, expecting: revision) }
            let undo = PictureUpload.undo("\(path)/poster", record.input.common.posterURL)
            return .seeOther(path, .done(call.t("picture.saved"), undo: undo))
        } catch let problems as InvalidInput {
            return refused(
                call, path, "poster", record.revision, TitlePages(kind: kind).trail(call, record), problems)
        } catch ControlError.changedMeanwhile {
            return changed(path, call)
        }
    }

    private static func setPoster(_ kind: TitleKind, _ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let record = try await TitleHandlers(kind: kind).record(call)
        let path = "\(kind.path)/\(record.id)"
        var input = record.input
        input.common.posterURL = form.line("address")
        do {
            try await call.perform { [input] in try kind.update($0, record.id, input, expecting: record.revision) }
        } catch ControlError.changedMeanwhile {
            return changed(path, call)
        }
        let undo = PictureUpload.undo("\(path)/poster", record.input.common.posterURL)
        return .seeOther(path, .done(call.t("picture.saved"), undo: undo))
    }

    // MARK: Portraits

    private static let portrait: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let person = try await PersonRoutes.person(call)
        let path = "/people/\(person.id)"
        do {
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            guard revision == person.revision else { return changed(path, call) }
            var details = person.details
            details.profilePictureURL = try await PictureUpload.keep(form, call)
            try await call.perform { [details] in
                try $0.people.update(person.id, details, expecting: revision)
            }
            let undo = PictureUpload.undo("\(path)/picture", person.details.profilePictureURL)
            return .seeOther(path, .done(call.t("picture.saved"), undo: undo))
        } catch let problems as InvalidInput {
            return refused(call, path, "picture", person.revision, PersonPages.trail(call, person), problems)
        } catch ControlError.changedMeanwhile {
            return changed(path, call)
        }
    }

    private static let setPortrait: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let person = try await PersonRoutes.person(call)
        let path = "/people/\(person.id)"
        var details = person.details
        details.profilePictureURL = form.line("address")
        do {
            try await call.perform { [details] in
                try $0.people.update(person.id, details, expecting: person.revision)
            }
        } catch ControlError.changedMeanwhile {
            return changed(path, call)
        }
        let undo = PictureUpload.undo("\(path)/picture", person.details.profilePictureURL)
        return .seeOther(path, .done(call.t("picture.saved"), undo: undo))
    }

    // MARK: What went wrong

    /// Nothing of the picture is kept: somebody else's change is looked at first.
    private static func changed(_ path: String, _ call: PageCall) -> PageAnswer {
        .seeOther(path, .warning(call.t("picture.changed-meanwhile")))
    }

    private static func refused(
        _ call: PageCall, _ path: String, _ part: String, _ revision: Int64, _ trail: [Page.Link],
        _ problems: InvalidInput
    ) -> PageAnswer {
        var page = Page(call.t("picture.upload"), section: trail.first?.path)
        page.trail = trail
        page.isNarrow = true
        let form = PictureUpload.html(
            call, "\(path)/\(part)", revision: revision, hasPicture: false, FormDraft(problems: problems))
        page.content = "<div class=\"panel\"><div class=\"panel-body\">\(form)</div></div>"
        return .page(page, status: .unprocessableContent)
    }
}
