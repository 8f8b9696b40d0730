import Foundation
import NIOCore
import StreavMedia
import Synchronization

/// Polls a live channel as a player does, fetches every segment once, and holds all that it sees against the rules.
final class ChannelFollower: Sendable {
    /// How far a removed segment was looked at again.
    private enum Look {
        case none
        case available
        case gone
    }

    private static let interval: Duration = .milliseconds(300)
    /// What a loaded machine and the interval of polling may add to the time between two segments.
    private static let margin: Duration = .milliseconds(900)

    let media: HTTPAddress
    let multivariant: MultivariantPlaylist
    let client: RawHTTPClient
    private let looksBack: Bool
    private let state = Mutex(FollowedChannel())
    private let looks = Mutex<[Int64: Look]>([:])
    private let isDone = Atomic(false)

    /// Opens the multivariant playlist, which mints the session.
    ///
    /// - Parameter looksBack: Whether removed segments are asked for again.
    init(opening address: String, client: RawHTTPClient = RawHTTPClient(), looksBack: Bool = false) async throws {
        self.client = client
        self.looksBack = looksBack
        let answer = try await client.get(address)
        guard answer.status == 200 else { throw HarnessError("\(address): \(answer.status) \(answer.text)") }
        multivariant = try PlaylistParser().parseMultivariant(ByteBuffer(bytes: answer.body))
        guard let uri = multivariant.variants.first?.uri else { throw HarnessError("no variant: \(answer.text)") }
        media = try HTTPAddress(address).resolve(uri)
        state.withLock { state in
            for problem in Self.problems(ofHeadersOf: answer) { state.report(problem) }
        }
    }

    var seen: FollowedChannel { state.withLock { $0 } }

    func stop() { isDone.store(true, ordering: .relaxed) }

    func follow(for time: Duration) async throws -> FollowedChannel {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end { try await pollOnce() }
        return seen
    }

    /// Until ``stop()``.
    func follow() async throws {
        while !isDone.load(ordering: .relaxed) { try await pollOnce() }
    }

    /// Returns at the next moment to poll.
    private func pollOnce() async throws {
        let next = ContinuousClock.now + Self.interval
        do {
            let answer = try await client.get(media.text)
            if let playlist = note(answer) {
                try await fetchNew(of: playlist)
                if looksBack { try await lookBack() }
            }
        } catch let error as HarnessError {
            state.withLock { $0.report("HLS-21: \(error)") }
        }
        try await Task.sleep(until: next, clock: .continuous)
    }

    /// Nil for an answer that is no playlist.
    private func note(_ answer: RawHTTPResponse) -> MediaPlaylist? {
        let now = ContinuousClock.now
        guard answer.status == 200 else {
            state.withLock { $0.report("FO-2: the playlist answers \(answer.status) \(answer.text)") }
            return nil
        }
        let playlist: MediaPlaylist
        do {
            playlist = try PlaylistParser().parseMedia(ByteBuffer(bytes: answer.body))
        } catch {
            state.withLock { $0.report("HLS-01, HLS-04: \(error) in \(answer.text)") }
            return nil
        }
        state.withLock { state in
            var found = Self.problems(ofHeadersOf: answer)
            found += PlaylistUpdateChecker.violations(in: playlist).map(\.description)
            if let last = state.playlists.last {
                found += PlaylistUpdateChecker.violations(from: last, to: playlist).map(\.description)
            }
            found += Self.problems(ofFormOf: playlist)
            for problem in found { state.report(problem) }
            if state.playlists.last != playlist { state.playlists.append(playlist) }
            state.window = max(state.window, playlist.listedDuration)
            Self.add(playlist, to: &state, at: now)
        }
        return playlist
    }

    private static func add(_ playlist: MediaPlaylist, to state: inout FollowedChannel, at now: ContinuousClock.Instant)
    {
        let newest = state.entries.values.map(\.firstSeen).max()
        for segment in playlist.segments {
            if state.entries[segment.mediaSequence] == nil {
                if let newest, now - newest > .seconds(playlist.targetDuration) * 1.5 + margin {
                    state.report("HLS-10 at \(segment.mediaSequence): came \(now - newest) after the one before")
                }
                state.entries[segment.mediaSequence] = .init(listed: segment, firstSeen: now, lastSeen: now)
            }
        }
        if let first = playlist.segments.first, let last = playlist.segments.last {
            for number in first.mediaSequence...last.mediaSequence {
                guard var entry = state.entries[number] else { continue }
                entry.lastSeen = now
                entry.longestList = max(entry.longestList, playlist.listedDuration)
                state.entries[number] = entry
            }
        }
    }

    private static func problems(ofHeadersOf answer: RawHTTPResponse) -> [String] {
        var problems: [String] = []
        if answer["Content-Type"] != "application/vnd.apple.mpegurl" {
            problems.append("HLS-01: type \(answer["Content-Type"] ?? "none")")
        }
        if !answer.body.starts(with: Data("#EXTM3U\n".utf8)) { problems.append("HLS-01: does not begin with #EXTM3U") }
        if answer["Cache-Control"] != "private, no-store" {
            problems.append("HLS-44: Cache-Control \(answer["Cache-Control"] ?? "none")")
        }
        if answer["Access-Control-Allow-Origin"] != "*" { problems.append("no CORS on a playlist") }
        if !answer.repeatedFields.isEmpty { problems.append("repeated on a playlist: \(answer.repeatedFields)") }
        return problems
    }

    private static func problems(ofFormOf playlist: MediaPlaylist) -> [String] {
        var problems: [String] = []
        if playlist.isEnded { problems.append("FO-2: EXT-X-ENDLIST") }
        if playlist.kind != nil { problems.append("HLS-14: EXT-X-PLAYLIST-TYPE on a live list") }
        if playlist.mediaSequence == 0 { problems.append("HLS-09: no EXT-X-MEDIA-SEQUENCE") }
        if !playlist.statesDiscontinuitySequence { problems.append("HLS-18: no EXT-X-DISCONTINUITY-SEQUENCE") }
        if !playlist.isIndependentSegments { problems.append("HLS-24: no EXT-X-INDEPENDENT-SEGMENTS") }
        if playlist.segments.contains(where: { $0.programDateTime == nil }) {
            problems.append("HLS-27: a date is missing")
        }
        // One rendition without parts has nothing to hint at and nobody to report on.
        if !playlist.preloadHints.isEmpty { problems.append("HLS-42: a hint without parts") }
        if !playlist.renditionReports.isEmpty { problems.append("HLS-43: a report of no other rendition") }
        return problems
    }

    private func fetchNew(of playlist: MediaPlaylist) async throws {
        for segment in playlist.segments where !segment.isGap && seen.entries[segment.mediaSequence]?.probe == nil {
            let begin = ContinuousClock.now
            let answer = try await client.get(try media.resolve(segment.uri).text)
            let time = ContinuousClock.now - begin
            let probe = SegmentProbe(answer.body)
            state.withLock { state in
                if answer.status != 200 {
                    state.report("HLS-21 at \(segment.mediaSequence): listed, but answers \(answer.status)")
                }
                if time > .seconds(2) { state.report("HLS-21 at \(segment.mediaSequence): took \(time)") }
                for problem in Self.problems(ofSegment: answer, target: playlist.targetDuration) {
                    state.report(problem)
                }
                state.entries[segment.mediaSequence]?.probe = probe
                state.entries[segment.mediaSequence]?.bytes = answer.body
            }
        }
    }

    private static func problems(ofSegment answer: RawHTTPResponse, target: Int) -> [String] {
        var problems: [String] = []
        if answer["Content-Type"] != "video/mp2t" {
            problems.append("segment: type \(answer["Content-Type"] ?? "none")")
        }
        if answer["Access-Control-Allow-Origin"] != "*" { problems.append("no CORS on a segment") }
        if !answer.repeatedFields.isEmpty { problems.append("repeated on a segment: \(answer.repeatedFields)") }
        let words = (answer["Cache-Control"] ?? "").components(separatedBy: ", ")
        let age = words.first { $0.hasPrefix("max-age=") }.flatMap { Int($0.dropFirst(8)) } ?? -1
        if !words.contains("public") || !words.contains("immutable") || !(1...14 * target).contains(age) {
            problems.append("HLS-13: Cache-Control \(answer["Cache-Control"] ?? "none")")
        }
        return problems
    }

    /// HLS-12 and FAN-6: a removed segment stays for its own duration and the longest list, and no longer.
    private func lookBack() async throws {
        let state = seen
        let now = ContinuousClock.now
        guard let first = state.lastPlaylist?.mediaSequence else { return }
        for number in state.sequences where number < first {
            guard let entry = state.entries[number], !entry.bytes.isEmpty else { continue }
            let look = looks.withLock { $0[number] ?? .none }
            let end = entry.lastSeen + entry.listed.duration + entry.longestList
            if look == .none, now >= end - .milliseconds(900), now < end - .milliseconds(200) {
                looks.withLock { $0[number] = .available }
                let answer = try await client.get(try media.resolve(entry.listed.uri).text)
                self.state.withLock { state in
                    state.laterLooks.available += 1
                    if answer.status != 200 || answer.body != entry.bytes {
                        state.report("HLS-12 at \(number): answers \(answer.status) before its time is over")
                    }
                }
            } else if look != .gone, now >= end + .seconds(3) {
                looks.withLock { $0[number] = .gone }
                let answer = try await client.get(try media.resolve(entry.listed.uri).text)
                self.state.withLock { state in
                    state.laterLooks.gone += 1
                    let isBrief = answer["Cache-Control"] == "public, max-age=1"
                    if ![403, 404].contains(answer.status) || !isBrief {
                        state.report("FAN-6, HLS-44 at \(number): answers \(answer.status) after its time")
                    }
                }
            }
        }
    }
}
