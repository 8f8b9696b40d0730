import Testing

@Suite("Code rules")
struct CodeRules {
    @Test("The product does not say what it must not", arguments: Ban.all)
    func bans(_ ban: Ban) throws {
        let findings = try SourceTree.product.flatMap(ban.findings)
        #expect(findings.isEmpty, "Instead: \(ban.instead). Found at \(findings.joined(separator: ", "))")
    }

    @Test("The pure layers know no Foundation at all")
    func purity() throws {
        let pure = ["StreavDomain", "StreavMedia", "StreavPorts", "StreavCrypto", "StreavStreaming", "StreavDelivery"]
        let findings = try SourceTree.product.filter { file in
            pure.contains { file.path.hasPrefix("Sources/\($0)/") }
        }.flatMap { try $0.places(of: #"\bimport\s+Foundation"#) }
        #expect(findings.isEmpty, "Found at \(findings)")
    }

    @Test("What the compiler cannot check is explained where it stands")
    func explained() throws {
        // The comment stands above: at most four lines, for attributes and the first lines of the declaration.
        let unchecked = #"@unchecked\s+Sendable|nonisolated\(unsafe\)|\btry!|\bunsafeBitCast\b"#
        let findings = try SourceTree.product.flatMap { file in
            let lines = file.lines
            return try file.places(of: unchecked).filter { place in
                let number = place.split(separator: ":").last.flatMap { Int($0) } ?? 1
                return !lines[max(0, number - 5)..<number].contains { $0.text.contains("//") }
            }
        }
        #expect(findings.isEmpty, "Say why it is right, in a comment just above: \(findings.joined(separator: ", "))")
    }

    @Test("No test is switched off")
    func noDisabledTests() throws {
        let findings = try SourceTree.swift.flatMap { try $0.places(of: #"\.disabled\(|\bXCTSkip\b|\bTest\.cancel\b"#) }
        #expect(findings.isEmpty, "Found at \(findings)")
    }
}
