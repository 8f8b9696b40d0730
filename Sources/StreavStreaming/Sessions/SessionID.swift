import StreavPorts

/// The form of session ids.
public enum SessionID {
    /// After the device's mark, 16 characters of 62 carry 95 bits: nobody guesses one.
    public static let length = 22

    /// - Parameter mark: See ``SessionMarks``.
    static func make(_ entropy: any Entropy, mark: String) -> String {
        mark + entropy.token(length: length - SessionMarks.length)
    }

    /// Whether a player's text may be an id: only such a text is ever renewed.
    public static func isWellFormed(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            }
    }
}
