import Testing

@Suite("Form rules")
struct FormRules {
    static let longestLine = 120
    static let longestFile = 600
    static let longestFunction = 70

    @Test("Lines have at most 120 columns")
    func lineLength() {
        let findings = (SourceTree.swift + [SourceTree.file("Package.swift")].compactMap(\.self)).flatMap { file in
            // Bytes first: counting characters is slow, and few lines come near.
            file.lines.filter { $0.text.utf8.count > Self.longestLine && $0.text.count > Self.longestLine }
                .map { "\(file.path):\($0.number)" }
        }
        #expect(findings.isEmpty, "Too long: \(findings.joined(separator: ", "))")
    }

    @Test("Files have at most 600 lines")
    func fileLength() {
        let findings = SourceTree.swift.filter { $0.lines.count > Self.longestFile + 1 }
            .map { "\($0.path) (\($0.lines.count - 1))" }
        #expect(findings.isEmpty, "Too long: \(findings.joined(separator: ", "))")
    }

    @Test("Functions have at most 70 lines")
    func functionLength() {
        let findings = SourceTree.swift.flatMap { file in
            FunctionFinder.functions(in: file).filter { $0.lineCount > Self.longestFunction }
                .map { "\(file.path):\($0.line) \($0.name) (\($0.lineCount))" }
        }
        #expect(findings.isEmpty, "Too long: \(findings.joined(separator: ", "))")
    }

    @Test("Nothing is left for later")
    func noLeftovers() throws {
        let findings = try SourceTree.readable.flatMap { try $0.places(of: #"\b(TODO|FIXME|XXX|HACK)\b"#, in: \.text) }
        #expect(findings.isEmpty, "Do it or leave it: \(findings.joined(separator: ", "))")
    }

    @Test("No place of one machine is named")
    func noMachinePaths() throws {
        let place = #"(^|[\s"'=(])/(work|root|home/\w+|Users/\w+)/\w"#
        let findings = try SourceTree.readable.flatMap { try $0.places(of: place, in: \.text) }
        #expect(findings.isEmpty, "Found at \(findings.joined(separator: ", "))")
    }

    @Test("Tabs, trailing blanks and carriage returns stay out of Swift files")
    func blanks() throws {
        let findings = try SourceTree.swift.flatMap { try $0.places(of: #"\t|[ \r]$"#, in: \.text) }
        #expect(findings.isEmpty, "Found at \(findings.joined(separator: ", "))")
    }

    @Test("The clips stay small enough to be cloned")
    func clips() {
        let sizes = SourceTree.paths(under: "fixtures/clips").map(SourceTree.size)
        #expect(!sizes.isEmpty)
        #expect(sizes.reduce(0, +) <= 5 * 1024 * 1024)
        #expect(sizes.allSatisfy { $0 <= 950 * 1024 })
    }
}
