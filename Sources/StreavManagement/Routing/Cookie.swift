import HTTPTypes

/// A cookie of the dashboard. Over TLS its name begins with `__Host-`, so that no neighbouring host can set it; over
/// plain http, which is for this machine alone, browsers would refuse that name.
struct Cookie: Sendable, Equatable {
    enum Name: String, CaseIterable, Sendable {
        case session = "streav-session"
        /// A browser that somebody has signed in from.
        case device = "streav-device"
        /// Binds the forms of people who have not signed in to their browser.
        case visitor = "streav-visitor"
        /// A sign-in that waits for its second factor.
        case pending = "streav-pending"
        /// What the next page has to say.
        case notice = "streav-notice"
        case theme = "streav-theme"
        case language = "streav-language"
    }

    let name: Name
    /// Letters, digits, `-`, `_` and `.` alone; nil takes the cookie away.
    let value: String?
    /// Nil: until the browser is closed.
    var seconds: Int?

    /// The longest value that is read, in bytes.
    static let valueLimit = 2048

    func field(isSecure: Bool) -> String {
        var text = "\(Self.fullName(name, isSecure: isSecure))=\(value ?? ""); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if value == nil { text += "; Max-Age=0" } else if let seconds { text += "; Max-Age=\(seconds)" }
        return text
    }

    /// The value that a request carries; nil when it carries none, or more than one.
    static func value(_ name: Name, in headers: HTTPFields, isSecure: Bool) -> String? {
        let wanted = fullName(name, isSecure: isSecure)
        var found: [Substring] = []
        for field in headers[values: .cookie] {
            for part in field.split(separator: ";").prefix(64) {
                let halves = part.drop { $0 == " " }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if halves.count == 2, halves[0] == wanted { found.append(halves[1]) }
            }
        }
        guard found.count == 1, (1...valueLimit).contains(found[0].utf8.count) else { return nil }
        return String(found[0])
    }

    private static func fullName(_ name: Name, isSecure: Bool) -> String {
        isSecure ? "__Host-\(name.rawValue)" : name.rawValue
    }
}
