/// The languages that the dashboard speaks.
enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case arabic = "ar"

    /// What it calls itself.
    var name: String {
        switch self {
        case .english: "English"
        case .arabic: "العربية"
        }
    }

    var isRightToLeft: Bool { self == .arabic }

    /// The first that a browser asks for and there is; quality values are not weighed, since browsers send them in
    /// order.
    static func preferred(by header: String?) -> Language {
        for part in (header ?? "").split(separator: ",").prefix(16) {
            let tag = part.drop { $0 == " " }.prefix { $0.isLetter }.lowercased()
            if let language = Language(rawValue: tag) { return language }
        }
        return .english
    }

    var messages: [String: String] {
        switch self {
        case .english: EnglishTexts.messages
        case .arabic: ArabicTexts.messages
        }
    }

    /// The categories of numbers that the language tells apart (Unicode CLDR, cardinal plural rules).
    func category(of number: Int) -> String {
        switch self {
        case .english: return number == 1 ? "one" : "other"
        case .arabic:
            switch (number, abs(number) % 100) {
            case (0, _): return "zero"
            case (1, _): return "one"
            case (2, _): return "two"
            case (_, 3...10): return "few"
            case (_, 11...99): return "many"
            default: return "other"
            }
        }
    }
}
