/// An oracle for media playlists: what is wrong with one, and what is illegal between one and a later one.
///
/// Pure. Written from the texts and not from the writer's code, to be of use against any server.
public enum PlaylistUpdateChecker {
    /// The illegal changes from `old` to `new`, which came later from the same address: updates between them may have
    /// been missed. Both complete, not delta updates. Empty when all is well.
    public static func violations(from old: MediaPlaylist, to new: MediaPlaylist) -> [PlaylistViolation] {
        var comparison = PlaylistComparison(old: old, new: new)
        return comparison.violations()
    }

    /// What is wrong with one playlist by itself. Empty when all is well.
    public static func violations(in playlist: MediaPlaylist) -> [PlaylistViolation] {
        durations(playlist) + dates(playlist) + version(playlist)
    }

    /// HLS-06: a duration rounded to the nearest second exceeds the target.
    private static func durations(_ playlist: MediaPlaylist) -> [PlaylistViolation] {
        let limit = Duration.seconds(playlist.targetDuration) + .milliseconds(500)
        return playlist.segments.filter { $0.duration >= limit }.map {
            PlaylistViolation(
                .duration, mediaSequence: $0.mediaSequence,
                "\($0.duration) rounds to more than the target of \(playlist.targetDuration) s")
        }
    }

    /// HLS-27 and HLS-28. A date may differ from the end of the segment before it by rounding.
    private static func dates(_ playlist: MediaPlaylist) -> [PlaylistViolation] {
        var violations: [PlaylistViolation] = []
        let tolerance = Duration.milliseconds(1)
        let hasDates = playlist.segments.contains { $0.programDateTime != nil }
        var end: Duration?
        for segment in playlist.segments {
            if let date = segment.programDateTime.map({ Duration.milliseconds($0) }) {
                if let end, date + tolerance < end {
                    violations.append(
                        PlaylistViolation(
                            .programDateTime, mediaSequence: segment.mediaSequence,
                            "starts \(end - date) before the segment before it ends"))
                }
                end = date + segment.duration
            } else {
                if hasDates && segment.isDiscontinuity {
                    violations.append(
                        PlaylistViolation(
                            .dateOfDiscontinuity, mediaSequence: segment.mediaSequence, "a discontinuity without date"))
                }
                end = end.map { $0 + segment.duration }
            }
        }
        return violations
    }

    private static func version(_ playlist: MediaPlaylist) -> [PlaylistViolation] {
        let stated = playlist.version ?? 1
        guard stated != playlist.requiredVersion else { return [] }
        return [PlaylistViolation(.version, "version \(stated) where \(playlist.requiredVersion) is needed")]
    }
}
