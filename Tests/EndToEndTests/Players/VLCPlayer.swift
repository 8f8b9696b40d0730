import Foundation

/// VLC without a screen, asked over its own HTTP interface what it decoded, showed and lost.
enum VLCPlayer {
    /// Its counts so far. The decoders count each block twice, the outputs once.
    struct Statistics: Decodable, Sendable {
        let displayedpictures: Int
        let lostpictures: Int
        let decodedvideo: Int
        let playedabuffers: Int
        let lostabuffers: Int
        let demuxcorrupted: Int
        let demuxdiscontinuity: Int
    }

    struct Outcome: Sendable {
        let statistics: Statistics
        /// What it displayed and played in the time it was watched, without its start.
        let displayed: Int
        let played: Int
        let complaints: [String]
        let status: Int32?
    }

    struct Status: Decodable, Sendable {
        let state: String
        /// Of the play-out, in seconds.
        let time: Int?
        /// Of the whole, in seconds.
        let length: Int?
        let stats: Statistics?
    }

    private static let password = "streav"
    private static let startLimit: Duration = .seconds(25)

    /// A VLC that plays.
    struct Remote: Sendable {
        fileprivate let port: UInt16

        func status() async throws -> Status { try await VLCPlayer.status(port) }

        /// To a time of the film, in seconds.
        func seek(to time: Int) async throws {
            _ = try await VLCPlayer.status(port, command: "?command=seek&val=\(time)")
        }

        /// Waits until its status is such.
        func waits(within limit: Duration, until fits: (Status) -> Bool) async throws -> Bool {
            try await eventually(within: limit) {
                try await Task.sleep(for: .milliseconds(100))
                return fits(try await status())
            }
        }
    }

    /// Plays for as long as the body lasts, then quits.
    ///
    /// - Returns: What it complained of.
    static func control(_ address: String, _ body: (Remote) async throws -> Void) async throws -> [String] {
        let port = try freePort()
        let (child, home) = try launch(address, port)
        defer { if let home { try? FileManager.default.removeItem(at: home) } }
        do {
            _ = try await playing(port, child)
            try await body(Remote(port: port))
            let log = child.standardError
            _ = try await child.stop(within: .seconds(10))
            return complaints(in: log)
        } catch {
            child.send(signal: SIGKILL)
            throw HarnessError("VLC: \(error). It said:\n\(child.standardError)")
        }
    }

    private static func launch(_ address: String, _ port: UInt16) throws -> (child: ChildProcess, home: URL?) {
        try ToolProcess.launch(
            "vlc",
            [
                "--intf", "http", "--http-host", "127.0.0.1", "--http-port", String(port), "--http-password", password,
                "--vout", "dummy", "--aout", "dummy", "--no-video-title-show", "--no-media-library",
                "--no-metadata-network-access", "--verbose", "1", address,
            ], isUnprivileged: true)
    }

    /// Plays until it has played for so long, then quits.
    static func watch(_ address: String, for length: Duration) async throws -> Outcome {
        let port = try freePort()
        let (child, home) = try launch(address, port)
        defer { if let home { try? FileManager.default.removeItem(at: home) } }
        do {
            let start = try await playing(port, child)
            try await Task.sleep(for: length)
            guard let end = try await status(port).stats else { throw HarnessError("it plays no more") }
            // What follows are a decoder's complaints of an output that was taken from it.
            let log = child.standardError
            let status = try await child.stop(within: .seconds(10))
            return Outcome(
                statistics: end, displayed: end.displayedpictures - start.displayedpictures,
                played: end.playedabuffers - start.playedabuffers, complaints: complaints(in: log), status: status)
        } catch {
            child.send(signal: SIGKILL)
            throw HarnessError("VLC: \(error). It said:\n\(child.standardError)")
        }
    }

    /// The first counts with sound in them: a radio shows no pictures.
    private static func playing(_ port: UInt16, _ child: ChildProcess) async throws -> Statistics {
        var found: Statistics?
        _ = try await eventually(within: startLimit) {
            if let now = try? await status(port), now.state == "playing", let stats = now.stats {
                found = stats.playedabuffers > 0 ? stats : nil
            }
            return found != nil || !child.isRunning
        }
        guard let found else { throw HarnessError("it did not start to play within \(startLimit)") }
        return found
    }

    private static func status(_ port: UInt16, command: String = "") async throws -> Status {
        let credentials = Data(":\(password)".utf8).base64EncodedString()
        let answer = try await RawHTTPClient(patience: .seconds(5)).get(
            "http://127.0.0.1:\(port)/requests/status.json\(command)",
            headers: ["Authorization": "Basic \(credentials)"])
        return try JSONDecoder().decode(Status.self, from: answer.body)
    }

    /// Its lines read `[address] module type: text`, with "error" or "warning" before the colon where it is one. What
    /// does not look so was written by a decoder's library, past VLC's own log.
    private static func complaints(in log: String) -> [String] {
        log.split(whereSeparator: \.isNewline).map(String.init).filter { line in
            let isNotice =
                line.wholeMatch(of: /\[[0-9a-f]{16}\] .*/) != nil
                && !line.contains(" error: ") && !line.contains(" warning: ")
            return !isNotice && !ToleratedLines.vlc.contains { line.contains($0) }
        }
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw HarnessError("no socket: \(errno)") }
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, length) == 0 ? getsockname(handle, $0, &length) : -1
            }
        }
        guard result == 0 else { throw HarnessError("no free port: \(errno)") }
        return UInt16(bigEndian: address.sin_port)
    }
}
