import Foundation
import Testing

@testable import StreavManagement

@Suite("Texts of the dashboard")
struct TextsTests {
    private static let numberEndings: Set<String> = ["zero", "one", "two", "few", "many", "other"]

    /// A key without the ending of a number; rules' own sentences are translated where there is a better one.
    private static func stems(_ messages: [String: String]) -> Set<String> {
        Set(
            messages.keys.filter { !$0.hasPrefix("problem.") }.map { key in
                let parts = key.split(separator: ".")
                guard let last = parts.last, numberEndings.contains(String(last)), parts.count > 2 else { return key }
                return parts.dropLast().joined(separator: ".")
            })
    }

    @Test("Every language has the keys of English")
    func sameKeys() {
        for language in Language.allCases {
            #expect(Self.stems(language.messages) == Self.stems(EnglishTexts.messages), "\(language)")
        }
    }

    @Test("A text has the same places for values in every language")
    func samePlaces() {
        for language in Language.allCases {
            for (key, text) in language.messages {
                guard let english = EnglishTexts.messages[key] else { continue }
                let places = Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
                let expected = Set(english.matches(of: /\{[a-z]+\}/).map { String($0.output) })
                #expect(places.subtracting(["{count}"]) == expected.subtracting(["{count}"]), "\(language) \(key)")
            }
        }
    }

    @Test("Every key that the code uses is there in English")
    func keysInCode() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/StreavManagement")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var used: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /[ (.]t\("([a-z][A-Za-z.-]+)"/) { used.insert(String(match.1)) }
            for match in source.matches(of: /[ (.]count\("([a-z][A-Za-z.-]+)"/) { used.insert("\(match.1).other") }
        }
        #expect(used.count > 50)
        #expect(used.filter { EnglishTexts.messages[$0] == nil }.sorted() == [])
    }

    @Test("What a language lacks is given in English, and a number by the language's own rules")
    func fallsBack() {
        let arabic = Texts(.arabic)
        #expect(arabic.count("time.minutes", 2) == "قبل دقيقتين")
        #expect(arabic.count("time.minutes", 5).contains("5"))
        #expect(Texts(.english).count("time.minutes", 1) == "1 minute ago")
        #expect(Texts(.english)["user.edit-title", ["name": "{count}"]] == "Edit {count}")
        #expect(arabic.problem("never said before") == "Never said before.")
    }
}
