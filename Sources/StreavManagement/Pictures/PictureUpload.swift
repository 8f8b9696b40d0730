import Logging
import StreavControl
import StreavCrypto
import StreavDomain
import StreavPorts
import StreavWeb

/// Takes a picture in: what it is is decided by its content, and where it goes by us.
enum PictureUpload {
    static let field = FormShape.Field.file("picture", limit: PictureHeader.byteLimit)
    static let revisionField = FormShape.Field.text("revision", limit: 20)
    static let shape = FormShape(field, revisionField)
    /// Puts back what was there before, or nothing.
    static let addressShape = FormShape(.text("address", limit: 4096))

    /// Writes the picture of a form.
    ///
    /// - Returns: Its address, `/images/…`.
    /// - Throws: ``StreavDomain/InvalidInput`` for `picture`, with what is wrong with the file.
    static func keep(_ form: FormValues, _ call: PageCall) async throws -> String {
        guard let write = call.dashboard.pictures?.write else {
            throw InvalidInput(field: "picture", "cannot be kept here")
        }
        guard let bytes = form.file("picture"), !bytes.isEmpty else {
            throw InvalidInput(field: "picture", "must be chosen")
        }
        guard let header = PictureHeader(bytes) else {
            throw InvalidInput(field: "picture", "must be a PNG, JPEG or WebP picture")
        }
        guard !header.isTooLarge else {
            throw InvalidInput(
                field: "picture", "must have at most \(PictureHeader.sideLimit) × \(PictureHeader.sideLimit) pixels")
        }
        let name = Base64URL.encode(SecureRandom.bytes(16))
        // A name that begins with the sign of an option is a nuisance to whoever cleans up.
        let key = "images/uploads/p\(name).\(header.kind.ending)"
        do throws(MediaStoreError) {
            try await write(bytes, key)
        } catch {
            call.dashboard.logger.error("a picture could not be written", metadata: ["error": "\(error)"])
            throw InvalidInput(field: "picture", "could not be kept: \(error.message)")
        }
        return "/" + key
    }

    /// The form, beside the picture that there is.
    static func html(_ call: PageCall, _ path: String, revision: Int64, hasPicture: Bool, _ draft: FormDraft) -> HTML {
        guard call.dashboard.pictures?.write != nil else { return "" }
        let form = FormView(call, path, draft, isStacked: true)
        let remove: HTML =
            hasPicture
            ? Button.post(
                call.t("picture.remove"), "\(path)/address", call, fields: [(name: "address", value: "")],
                icon: .trash, .quiet)
            : ""
        return """
            \(form.openWithFiles)
            \(form.hidden("revision", "\(revision)"))
            \(form.field("picture", "picture.upload", hint: "picture.hint") { described in
                """
                <input id="field-picture" name="picture" type="file" required \
                accept="image/png,image/jpeg,image/webp"\(described)>
                """
            })
            \(form.submit("picture.save", style: .plain))
            \(FormView.close)
            \(remove)
            """
    }

    static func undo(_ path: String, _ old: String?) -> Notice.Undo {
        Notice.Undo(path: "\(path)/address", fields: [Notice.Field(name: "address", value: old ?? "")])
    }
}
