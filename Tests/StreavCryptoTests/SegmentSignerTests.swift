import Testing

@testable import StreavCrypto

@Suite("Signed segment addresses")
struct SegmentSignerTests {
    private let old = SigningKeys(id: 3, key: .random())

    private func address(
        channel: Int32 = 7, rendition: String = "main", sequence: Int64 = 120, expiry: Int64 = 1_800_000_056
    ) throws -> SegmentAddress {
        try #require(
            SegmentAddress(
                channel: channel, rendition: rendition, mediaSequence: sequence, expiry: expiry, fileExtension: "ts"))
    }

    @Test("An address verifies until its expiry and not from that second on")
    func expiry() throws {
        let signer = SegmentSigner(keys: old)
        let path = try signer.path(address())
        #expect(path.hasPrefix("/media/7/main/120-1800000056-3-") && path.hasSuffix(".ts"))
        #expect(try signer.verify(path, now: 1_800_000_055) == address())
        #expect(throws: SegmentSigner.Refusal.expired) { try signer.verify(path, now: 1_800_000_056) }
    }

    @Test("The same segment has the same address for everyone, whenever it is asked")
    func stability() throws {
        let signer = SegmentSigner(keys: old)
        #expect(try signer.path(address()) == SegmentSigner(keys: old).path(address()))
    }

    @Test("S40: each flipped bit of an address is refused")
    func flippedBits() throws {
        let signer = SegmentSigner(keys: old)
        let path = try Array(signer.path(address()).utf8)
        for bit in 0..<path.count * 8 {
            var changed = path
            changed[bit / 8] ^= 1 << (bit % 8)
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: SegmentSigner.Refusal.self) { try signer.verify(text, now: 0) }
        }
    }

    @Test("S40: an extended expiry, a swapped channel, rendition, number or container is refused")
    func swappedFields() throws {
        let signer = SegmentSigner(keys: old)
        let path = try signer.path(address())
        let signature = path.split(separator: "-", maxSplits: 3)[3].dropLast(3)
        for changed in [
            "/media/7/main/120-1800000057-3-\(signature).ts", "/media/8/main/120-1800000056-3-\(signature).ts",
            "/media/7/mail/120-1800000056-3-\(signature).ts", "/media/7/main/121-1800000056-3-\(signature).ts",
            "/media/7/main/120-1800000056-3-\(signature).m4s",
        ] {
            #expect(throws: SegmentSigner.Refusal.badSignature) { try signer.verify(changed, now: 0) }
        }
    }

    @Test("S40: any second spelling of a right address is refused")
    func canonicalForm() throws {
        let signer = SegmentSigner(keys: old)
        let path = try signer.path(address())
        let tail = path.dropFirst(7)
        for changed in [
            "/media/0\(tail)", "/media/+\(tail)", "/media//\(tail)", "/media/%37\(tail.dropFirst())", "media/\(tail)",
            "/media/./\(tail)", "/Media/\(tail)", path + "/", path + "?", path + "=", " " + path, path + ".ts",
            path.replacing("/main/", with: "%2Fmain/"), path.replacing("main", with: "Main"),
            path.replacing("-3-", with: "-03-"), path.replacing("-3-", with: "-259-"),
            path.replacing("120-", with: "120--"), path.replacing(".ts", with: ""), path.replacing(".ts", with: "."),
            path.replacing("/120", with: "/0120"), path.replacing("/120", with: "/99999999999999999999"), "", "/media/",
        ] {
            #expect(throws: SegmentSigner.Refusal.self, "\(changed)") { try signer.verify(changed, now: 0) }
        }
    }

    @Test("F28: after a rotation the old key verifies on; a revoked one no longer; the new one signs")
    func rotation() throws {
        let path = try SegmentSigner(keys: old).path(address())
        let keys = try #require(old.rotated(to: 4, key: .random()))
        let signer = SegmentSigner(keys: keys)
        #expect(try signer.verify(path, now: 0) == address())
        #expect(try signer.path(address()).contains("-4-"))
        let revoked = try #require(keys.revoking(3))
        #expect(throws: SegmentSigner.Refusal.unknownKey) { try SegmentSigner(keys: revoked).verify(path, now: 0) }
        #expect(keys.revoking(4) == nil && keys.rotated(to: 3, key: .random()) == nil)
    }

    @Test("An address of another platform's key is refused")
    func foreignKey() throws {
        let path = try SegmentSigner(keys: SigningKeys(id: 3, key: .random())).path(address())
        #expect(throws: SegmentSigner.Refusal.badSignature) { try SegmentSigner(keys: old).verify(path, now: 0) }
    }

    @Test("The greatest values fit, values outside the ranges make no address")
    func ranges() throws {
        let signer = SegmentSigner(keys: SigningKeys(id: 255, key: .random()))
        let longest = try address(
            channel: .max, rendition: "abcdefghij012345", sequence: .max, expiry: .max)
        let path = signer.path(longest)
        #expect(path.utf8.count <= SegmentSigner.maximumBytes)
        #expect(try signer.verify(path, now: 0) == longest)
        for rendition in ["", "Main", "a/b", "a-b", "a.b", "é", "abcdefghij0123456"] {
            #expect(
                SegmentAddress(channel: 1, rendition: rendition, mediaSequence: 0, expiry: 0, fileExtension: "ts")
                    == nil)
        }
        #expect(
            SegmentAddress(channel: 0, rendition: "a", mediaSequence: 0, expiry: 0, fileExtension: "ts") == nil)
        #expect(
            SegmentAddress(channel: 1, rendition: "a", mediaSequence: -1, expiry: 0, fileExtension: "ts") == nil)
    }
}
