import NIOCore
import NIOHTTP1
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts

extension PlaylistViewer {
    /// A playlist longer than this is none.
    private static var playlistBytes: Int { 1 << 20 }

    func loadMultivariant(_ intended: MonotonicInstant) {
        ask(.multivariant, base, kept: Self.playlistBytes, intended) { viewer, response in
            guard let body = response.body, let parsed = try? viewer.shared.parser.parse(body) else {
                return viewer.fail(.malformed("no playlist"), of: .multivariant)
            }
            viewer.perform(
                viewer.playback.loaded(
                    parsed, bytes: response.bytes, began: response.timing.started, ended: response.timing.done))
        }
    }

    func loadPlaylist(_ rung: Int, _ intended: MonotonicInstant) {
        measure.reloadLateness.record((now - intended).milliseconds)
        let reference = playback.ladder.map { $0.rungs[min(rung, $0.rungs.count - 1)].uri } ?? ""
        guard let path = ReferencePath.resolve(reference, against: base, authority: shared.authority) else {
            return fail(.malformed("a playlist on another server"), of: .playlist)
        }
        listBase = path
        ask(.playlist, path, kept: Self.playlistBytes, intended) { viewer, response in
            guard let body = response.body, let list = try? viewer.shared.parser.parseMedia(body) else {
                return viewer.fail(.malformed("no media playlist"), of: .playlist)
            }
            viewer.examine(list, rung: rung)
            viewer.perform(
                viewer.playback.playlistLoaded(
                    list, rung: rung, bytes: response.bytes, began: response.timing.started,
                    ended: response.timing.done))
        }
    }

    func load(_ segment: SegmentRequest) {
        guard let path = ReferencePath.resolve(segment.segment.uri, against: listBase, authority: shared.authority)
        else { return fail(.malformed("a segment on another server"), of: .segment) }
        let rendition = SegmentTruths.Rendition(stream: stream, rung: segment.rung)
        let isKnown = shared.commons.segments.knows(rendition, segment.mediaSequence)
        fetch = SegmentFetch(segment, rendition, examines: examinesSegments && !isKnown, at: now)
        ask(.segment, path, kept: nil, segment.intended, of: segment) { $0.finish(segment, $1) }
    }

    private func finish(_ segment: SegmentRequest, _ response: LoadResponse) {
        let fetched = fetch
        fetching = nil
        fetch = nil
        var capture: Timestamp?
        if var fetched, fetched.request == segment {
            let (content, violation) = shared.commons.segments.take(
                fetched.check.finish(), of: fetched.rendition, segment.mediaSequence)
            if let violation { shared.violation("INV-SEQ", "\(violation)", of: self, cohort: plan.cohortName) }
            capture = examine(content, of: segment)
        }
        mediaData.measured(bytes: response.bytes, in: response.timing.transfer)
        perform(
            playback.segmentCompleted(
                segment, bytes: response.bytes, began: response.timing.started, ended: response.timing.done,
                capture: capture))
    }

    /// More of the segment that is fetched.
    private func take(_ part: ByteBuffer, of segment: SegmentRequest) {
        guard fetch?.request == segment, fetch?.take(part, at: now) == true, let fetch else { return }
        perform(
            playback.segmentProgressed(
                segment, bytes: fetch.bytes, bytesTotal: fetching?.expectedBytes, began: fetch.began, at: now))
    }

    private func address(_ path: String, of segment: SegmentRequest?) -> String {
        let content =
            switch stream {
            case .channel(let id): "live-\(id)"
            case .film(let id): "movie-\(id)"
            }
        let bitrate = segment.flatMap { segment in
            playback.ladder.map { $0.rungs[min(segment.rung, $0.rungs.count - 1)].bandwidth }
        }
        return mediaData.address(path, content: content, bitrate: bitrate, segment: segment, buffer: playback.buffer)
    }

    private func ask(
        _ kind: RequestKind, _ path: String, kept: Int?, _ intended: MonotonicInstant,
        of segment: SegmentRequest? = nil, done: @escaping (PlaylistViewer, LoadResponse) -> Void
    ) {
        let asked = generation
        measure.requests[kind, default: RequestCounts()].start()
        connections.send(
            LoadRequest(target: address(path, of: segment), keptBytes: kept, intended: intended),
            isFromHome: kind == .multivariant,
            received: { [weak self] part in
                guard let self else { return }
                self.measure.requests[kind, default: RequestCounts()].receive(bytes: part.readableBytes)
                if let segment, self.generation == asked, !self.isOver { self.take(part, of: segment) }
            },
            sent: { [weak self] connection in
                guard let self, segment != nil else { return }
                self.fetching = connection
                self.fetch?.began = self.now
            },
            done: { [weak self] result in
                guard let self else { return }
                switch result {
                case .success(let response): self.measure.requests[kind, default: RequestCounts()].answer(response)
                case .failure(let failure): self.measure.requests[kind, default: RequestCounts()].fail(failure)
                }
                guard !self.isOver, self.generation == asked else { return }
                self.take(result, kind, done)
            })
    }

    private func take(
        _ result: Result<LoadResponse, TransferFailure>, _ kind: RequestKind,
        _ done: (PlaylistViewer, LoadResponse) -> Void
    ) {
        let resource: LoadedResource =
            switch kind {
            case .multivariant: .multivariant
            case .playlist: .playlist
            default: .segment
            }
        switch result {
        case .success(let response) where response.status == 200 || response.status == 206:
            shared.gave(
                resource == .segment ? "a segment" : "a playlist", to: self, plan, at: response.timing.started,
                life: resource == .segment ? Lapse.segmentLife : Lapse.playlistLife)
            done(self, response)
        case .success(let response):
            if response.retryAfter != nil { sight("viewer.shed") }
            refusal = response.code
            fail(.status(response.status, retryAfter: response.retryAfter), of: resource)
        case .failure(let failure): fail(failure.load, of: resource)
        }
    }

    func fail(_ failure: LoadFailure, of resource: LoadedResource) {
        if resource == .segment {
            fetching = nil
            fetch = nil
        }
        perform(playback.failed(failure, of: resource, at: now))
    }
}
