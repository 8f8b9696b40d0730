import StreavDomain

extension FormDraft {
    /// What ``FormValues/day(_:_:)`` reads again; a time of day is kept.
    static func day(_ moment: Timestamp?) -> String {
        guard let moment else { return "" }
        let text = DateTimeText.write(moment)
        return text.hasSuffix("T00:00:00.000Z") ? String(text.prefix(10)) : text
    }

    /// `7.5`, and `7` for 7.
    static func decimal(_ number: Double?) -> String {
        guard let number else { return "" }
        return number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    }

    /// Which version of a thing a form was made of, for things that keep no count of their changes: other values have
    /// another mark.
    func mark(_ names: [String]) -> String {
        // FNV-1a: nothing hangs on it but that somebody is asked once more.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for name in names {
            for byte in "\(name)=\(self[name])\u{0}".utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        return String(hash, radix: 36)
    }
}
