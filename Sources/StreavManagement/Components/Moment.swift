import StreavDomain
import StreavWeb

/// Moments for people: how long ago, with the exact time in UTC beside it.
enum Moment {
    static func html(_ moment: Timestamp?, _ call: PageCall) -> HTML {
        guard let moment else { return "<span class=\"soft\">\(call.t("value.never"))</span>" }
        return "<time datetime=\"\(DateTimeText.write(moment))\" title=\"\(exact(moment))\">\(ago(moment, call))</time>"
    }

    /// `2024-03-20 16:28:54`, UTC.
    static func exact(_ moment: Timestamp) -> String {
        let text = DateTimeText.write(moment)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }

    static func exactHTML(_ moment: Timestamp) -> HTML {
        "<time class=\"number\" datetime=\"\(DateTimeText.write(moment))\">\(exact(moment))</time>"
    }

    /// For moments of the past; after a month the day itself.
    static func ago(_ moment: Timestamp, _ call: PageCall) -> String {
        let seconds = max(0, call.now.seconds - moment.seconds)
        switch seconds {
        case ..<60: return call.t("time.now")
        case ..<3600: return call.count("time.minutes", Int(seconds / 60))
        case ..<86_400: return call.count("time.hours", Int(seconds / 3600))
        case ..<(30 * 86_400): return call.count("time.days", Int(seconds / 86_400))
        default: return String(DateTimeText.write(moment).prefix(10))
        }
    }
}
