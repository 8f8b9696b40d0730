/// One code word of a variable-length code.
struct CoefficientCode {
    let bits: UInt8
    let length: UInt8
}
