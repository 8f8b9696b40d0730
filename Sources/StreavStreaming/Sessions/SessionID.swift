import StreavPorts

/// The form of session ids.
public enum SessionID {
    /// 22 characters of 62 carry 130 bits: nobody guesses one.
    public static let length = 22

    static func make(_ entropy: any Entropy) -> String {
        entropy.token(length: length)
    }

    /// Whether a player's text may be an id: only such a text is ever renewed.
    public static func isWellFormed(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            }
    }
}
