import StreavDomain
import StreavWeb

/// The form of an on-demand stream.
enum OnDemandForm {
    static let fields: [FormShape.Field] = [
        .text("name", limit: 2048), .text("mediaKey", limit: 4096), .text("fileFormat", limit: 128),
        .text("durationMilliseconds", limit: 32), .text("sizeBytes", limit: 32), .text("bitsPerSecond", limit: 32),
        .text("videoCodec"), .text("audioCodec"), .text("width", limit: 16), .text("height", limit: 16),
    ]

    static func draft(_ stream: OnDemandStream) -> FormDraft {
        let details = stream.details
        var draft = FormDraft()
        draft["name"] = details.name
        draft["mediaKey"] = details.mediaKey
        draft["fileFormat"] = details.fileFormat ?? ""
        draft["durationMilliseconds"] = details.durationMilliseconds.map(OnDemandFacts.duration) ?? ""
        draft["sizeBytes"] = details.sizeBytes.map { "\($0)" } ?? ""
        draft["bitsPerSecond"] = details.bitsPerSecond.map { "\($0)" } ?? ""
        draft["videoCodec"] = details.videoCodec ?? ""
        draft["audioCodec"] = details.audioCodec ?? ""
        draft["width"] = details.width.map { "\($0)" } ?? ""
        draft["height"] = details.height.map { "\($0)" } ?? ""
        draft["revision"] = "\(stream.revision)"
        return draft
    }

    /// - Throws: ``StreavDomain/InvalidInput`` for what cannot be read; the rest is judged where it is done.
    static func details(_ form: FormValues) throws -> OnDemandStreamDetails {
        var problems = InvalidInput()
        let clock = form.line("durationMilliseconds")
        let duration = clock.flatMap(OnDemandFacts.milliseconds)
        problems.require(clock == nil || duration != nil, "durationMilliseconds", "must be a time as h:mm:ss")
        let size = form.whole("sizeBytes", &problems)
        let bits = form.whole("bitsPerSecond", &problems)
        let width = form.whole("width", &problems)
        let height = form.whole("height", &problems)
        try problems.throwIfAny()
        return OnDemandStreamDetails(
            name: form.line("name") ?? "", mediaKey: form.line("mediaKey") ?? "", fileFormat: form.line("fileFormat"),
            durationMilliseconds: duration, sizeBytes: size.map { Int64($0) }, bitsPerSecond: bits.map { Int64($0) },
            videoCodec: form.line("videoCodec"), audioCodec: form.line("audioCodec"), width: width, height: height)
    }

    static func html(_ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool) -> HTML {
        let form = FormView(call, action, draft)
        let probed: HTML? = call.dashboard.fileProbe == nil ? nil : Banner.info("\(call.t("ondemand.probed-hint"))")
        return """
            \(form.open)
            \(form.text("name", "ondemand.name", required: true, isFocused: isNew))
            \(form.text("mediaKey", "ondemand.key", hint: "ondemand.key-hint", required: true))
            \(probed)
            \(form.text("durationMilliseconds", "ondemand.duration", hint: "ondemand.duration-hint"))
            \(form.text("fileFormat", "ondemand.format", hint: "ondemand.format-hint"))
            \(form.text("sizeBytes", "ondemand.size"))
            \(form.text("bitsPerSecond", "ondemand.bits"))
            \(form.text("videoCodec", "ondemand.video"))
            \(form.text("audioCodec", "ondemand.audio"))
            \(form.text("width", "ondemand.width"))
            \(form.text("height", "ondemand.height"))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    /// The fields as two people left them.
    static func conflict(_ call: PageCall, theirs: OnDemandStream, yours: FormDraft) -> ConflictView {
        let now = draft(theirs)
        let names: [(String, String)] = [
            ("name", "ondemand.name"), ("mediaKey", "ondemand.key"), ("durationMilliseconds", "ondemand.duration"),
            ("fileFormat", "ondemand.format"), ("sizeBytes", "ondemand.size"), ("bitsPerSecond", "ondemand.bits"),
            ("videoCodec", "ondemand.video"), ("audioCodec", "ondemand.audio"), ("width", "ondemand.width"),
            ("height", "ondemand.height"),
        ]
        return ConflictView(
            call: call, name: theirs.details.name, reload: "/on-demand-streams/\(theirs.id)/edit",
            fields: names.map { (call.t($0.1), now[$0.0], yours[$0.0]) })
    }
}
