public import StreavMedia
public import StreavPorts
import StreavCrypto

/// A file and how it is packaged.
public struct PackagedFile: Sendable {
    public let file: MediaFile
    public let package: OnDemandPackage
    /// Stands for the file's version in addresses: another file has other addresses (VOD-7). 16 of `[0-9a-f]`.
    public let tag: String

    init(file: MediaFile, package: OnDemandPackage) {
        self.file = file
        self.package = package
        tag = Self.tag(of: file)
    }

    static func tag(of file: MediaFile) -> String {
        SHA256Digest.hash(Array("\(file.key)\n\(file.version)".utf8)).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
