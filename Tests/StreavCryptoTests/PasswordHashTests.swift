import Testing

@testable import StreavCrypto

@Suite("Password hashes")
struct PasswordHashTests {
    @Test(
        "scrypt gives the keys of RFC 7914 section 12",
        arguments: [
            (
                "", "", 4, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                    + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", 10, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                    + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                    + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ])
    func vectors(password: String, salt: String, logN: Int, r: Int, p: Int, expected: String) throws {
        let cost = try #require(ScryptCost(logN: logN, r: r, p: p))
        let key = try PasswordHash.scrypt(Array(password.utf8), salt: Array(salt.utf8), cost: cost, count: 64)
        #expect(key == bytes(hex: expected))
    }

    @Test("S20: the standard cost is N 2^17, r 8, p 1, and its hash is a PHC text that verifies")
    func standardCost() throws {
        let text = try PasswordHash.make("correct horse")
        #expect(text.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
        #expect(PasswordHash.verify("correct horse", against: text))
        #expect(!PasswordHash.verify("correct horsf", against: text))
        #expect(!PasswordHash.needsRehash(text))
    }

    @Test("Salts are unique; nothing of a password is cut off; any characters do")
    func passwords() throws {
        let long = String(repeating: "ä", count: 512)
        for password in ["", "a", "pass\u{0}word", "😀", long] {
            let text = try PasswordHash.make(password, cost: .weakForSimulation)
            #expect(PasswordHash.verify(password, against: text))
            #expect(!PasswordHash.verify(password + "x", against: text))
            #expect(try PasswordHash.make(password, cost: .weakForSimulation) != text)
        }
        #expect(throws: CryptoError.self) { try PasswordHash.make(long + "x", cost: .weakForSimulation) }
    }

    @Test("A hash of another cost still verifies and asks to be made again")
    func rehash() throws {
        let text = try PasswordHash.make("secret", cost: .weakForSimulation)
        #expect(PasswordHash.verify("secret", against: text))
        #expect(PasswordHash.needsRehash(text))
        #expect(!PasswordHash.needsRehash(text, cost: .weakForSimulation))
        #expect(PasswordHash.needsRehash("nonsense"))
    }

    @Test(
        "A text that is no hash of ours, or asks for too much memory, verifies nothing",
        arguments: [
            "", "$", "secret", "$scrypt$ln=17,r=8,p=1$", "$bcrypt$ln=8,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
            "$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=8,r=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=+8,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=8,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$", "$scrypt$ln=8,r=8,p=1,x=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
        ])
    func malformed(text: String) {
        #expect(!PasswordHash.verify("", against: text))
        #expect(PasswordHash.needsRehash(text, cost: .weakForSimulation))
    }
}
