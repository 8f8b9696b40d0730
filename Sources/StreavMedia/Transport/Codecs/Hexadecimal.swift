/// Hexadecimal digits of codec names.
enum Hexadecimal {
    /// Two lower-case digits.
    static func byte(_ value: UInt8) -> String {
        let digits = String(value, radix: 16)
        return value < 16 ? "0" + digits : digits
    }
}
