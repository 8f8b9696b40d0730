import ArgumentParser
import DatabaseFixtures
import Foundation
import StreavSQLite
import Testing

@testable import StreavCommands

@Suite("streav-cli as a program")
struct ProgramTests {
    private static func fixture() throws -> CommandFixture { CommandFixture(try SQLiteDatabase.inMemory()) }

    /// Every command, by the words that it is typed with.
    private static func all(
        _ command: any ParsableCommand.Type = StreavCLI.self, _ words: [String] = []
    ) -> [(words: [String], type: any ParsableCommand.Type)] {
        [(words, command)]
            + command.configuration.subcommands.flatMap { all($0, words + [$0.configuration.commandName ?? ""]) }
    }

    @Test("Every command has help with an example, on standard output, with 0")
    func help() async throws {
        let commands = Self.all()
        #expect(commands.count > 60)
        for command in commands {
            let outcome = try await Self.fixture().run(command.words + ["--help"])
            #expect(outcome.code == 0, "\(command.words)")
            #expect(outcome.output.contains("streav-cli \(command.words.joined(separator: " "))"), "\(command.words)")
            #expect(command.type.configuration.discussion.contains("Example"), "\(command.words)")
            #expect(outcome.complaints.isEmpty)
        }
    }

    @Test("A resource without a verb shows its help")
    func resource() async throws {
        let outcome = try await Self.fixture().run(["user"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("set-password"))
    }

    @Test(
        "What is typed wrong ends with 2, on standard error",
        arguments: [
            ["frobnicate"], ["user", "list", "--limit", "0"], ["user", "create"], ["--nope"],
            ["user", "list", "--output", "xml"], ["subscriber", "set-status", "ada", "sad"],
        ])
    func usage(_ arguments: [String]) async throws {
        let outcome = try await Self.fixture().run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty && !outcome.complaints.isEmpty)
    }

    @Test("Shells are told what can be typed", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) async throws {
        let outcome = try await Self.fixture().run(["--generate-completion-script", shell])
        #expect(outcome.code == 0)
        for word in ["restore", "live-stream", "regenerate-token", "administrator"] {
            #expect(outcome.output.contains(word), "\(word)")
        }
    }

    @Test("An empty database is named, with 15")
    func empty() async throws {
        let outcome = try await Self.fixture().run(["user", "list"])
        #expect(outcome.code == 15)
        #expect(outcome.complaints.contains("streav-cli migrate"))
    }

    @Test("No option holds a secret")
    func secrets() throws {
        for command in Self.all() {
            let help = command.type.helpMessage(columns: 120)
            for word in ["--password ", "--secret ", "--token ", "--client-secret "] {
                #expect(!help.contains(word), "\(command.words) \(word)")
            }
        }
    }

    private static func page() throws -> String {
        try String(contentsOf: Repository.root.appendingPathComponent("docs/cli.md"), encoding: .utf8)
    }

    @Test("The commands of docs/cli.md do what it says", arguments: TestEngine.available)
    func commands(_ engine: TestEngine) async throws {
        let lines = try Self.page().split(separator: "\n").filter { $0.hasPrefix("streav-cli ") }.map(String.init)
        // A platform without nodes is not well, and a database in use takes no backup.
        let codes: [String: Int32] = ["streav-cli doctor": 1, "streav-cli restore nightly.backup": 1]
        try await TemporaryFolder.with { folder in
            try await CommandFixture.with(engine) { fixture in
                try await fixture.done("bundle", "create", "All channels")
                try await fixture.done("server", "create", "node-2", "--public-url", "https://node-2.example.org")
                try await fixture.done("subscriber", "create", "mallory")
                for line in lines {
                    let words = Self.words(line).map { $0 == "nightly.backup" ? folder + "/nightly.backup" : $0 }
                    let outcome = await fixture.run(words, answers: ["yes"], isInteractive: true)
                    #expect(outcome.code == codes[line] ?? 0, "\(line): \(outcome.complaints)\(outcome.output)")
                }
            }
        }
    }

    @Test("docs/cli.md names every command, and its examples can be typed")
    func document() throws {
        let text = try Self.page()
        for command in Self.all() where command.type.configuration.subcommands.isEmpty {
            #expect(text.contains("`\(command.words.joined(separator: " "))"), "\(command.words)")
        }
        let examples = text.split(separator: "\n").filter { $0.hasPrefix("streav-cli ") }.map(String.init)
        #expect(examples.count >= 15)
        for example in examples + Self.all().flatMap({ Self.examples($0.type) }) {
            let words = Self.words(example)
            #expect(throws: Never.self, "\(example)") { try StreavCLI.parseAsRoot(words) }
        }
    }

    private static func examples(_ command: any ParsableCommand.Type) -> [String] {
        command.configuration.discussion.split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("streav-cli ") && !$0.contains("--generate-completion-script") }.map(String.init)
    }

    /// As a shell has them, without the program's name and what comes after a pipe, a redirection or a comment.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var blanks = 0
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if "|<>#".contains(character) {
                break
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let whole = word { words.append(whole) }
                word = nil
                blanks += 1
                // What stands far to the right explains.
                if blanks > 2 { break }
                continue
            } else {
                word = (word ?? "") + String(character)
            }
            blanks = 0
        }
        if let word { words.append(word) }
        return Array(words.dropFirst())
    }

    @Test("What comes from anybody steers no terminal")
    func harmless() {
        #expect(OutputValue.text("a\u{1B}[31mb\u{202E}c\n").cell == "a·[31mb·c·")
        #expect(OutputValue.text("a\u{1B}\"\\\n").json == "\"a\\u001b\\\"\\\\\\n\"")
    }
}
