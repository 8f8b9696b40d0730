import StreavMedia

/// The mistakes other servers make, and then some: each turns a legal update into one that breaks a certain rule.
enum PlaylistSpoiler: CaseIterable, Sendable {
    case targetGrows, sequenceStands, sequenceRestarts, sequenceSkips, segmentsSwap
    case discontinuitySequenceStands, discontinuitySequenceGoes, discontinuityGoes, discontinuityComes
    case durationChanges, addressChanges, gapChanges, dateChanges, tailIsLost, headIsTooShort
    case typeComes, endGoesOn, independenceComes, versionChanges, dateGoes

    var rule: PlaylistViolation.Rule {
        switch self {
        case .targetGrows: .target
        case .sequenceStands, .sequenceRestarts, .sequenceSkips, .segmentsSwap: .mediaSequence
        case .discontinuitySequenceStands, .discontinuitySequenceGoes: .discontinuitySequence
        case .headIsTooShort: .window
        case .typeComes: .kind
        case .endGoesOn: .end
        default: .change
        }
    }

    /// Spoils the update from `old` to `new`. False where it does not apply to this one.
    func spoil(_ old: inout PlaylistText, _ new: inout PlaylistText, using random: inout PlaylistRandom) -> Bool {
        let sequence = "#EXT-X-MEDIA-SEQUENCE"
        let discontinuities = "#EXT-X-DISCONTINUITY-SEQUENCE"
        guard let before = old.value(sequence), let after = new.value(sequence),
            let target = new.value("#EXT-X-TARGETDURATION"), new.segments.count > 3
        else { return false }
        // Listed in both.
        let shared = Int.random(in: 0..<(new.segments.count - 1), using: &random)
        switch self {
        case .targetGrows: new.set("#EXT-X-TARGETDURATION", target + 1)
        case .sequenceStands:
            guard after > before else { return false }
            new.set(sequence, before)
        case .sequenceRestarts:
            guard before > 0 else { return false }
            new.set(sequence, 0)
        case .sequenceSkips: new.set(sequence, after + 1)
        case .segmentsSwap: new.segments.swapAt(shared, shared == 0 ? 1 : shared - 1)
        case .discontinuitySequenceStands:
            guard let was = old.value(discontinuities), let value = new.value(discontinuities), value > was else {
                return false
            }
            new.set(discontinuities, was)
        case .discontinuitySequenceGoes:
            guard new.value(discontinuities) != nil, old.value(discontinuities) != nil else { return false }
            new.set(discontinuities, nil)
        case .tailIsLost: new.segments.removeLast(2)
        case .headIsTooShort:
            new.segments.removeFirst(new.segments.count - 1)
            new.set(sequence, after + Int64(old.segments.count - 1))
        case .typeComes: new.header.append("#EXT-X-PLAYLIST-TYPE:EVENT")
        case .endGoesOn: old.trailer.append("#EXT-X-ENDLIST")
        case .independenceComes:
            guard !old.header.contains("#EXT-X-INDEPENDENT-SEGMENTS") else { return false }
            new.header.append("#EXT-X-INDEPENDENT-SEGMENTS")
        case .versionChanges: new.set("#EXT-X-VERSION", 6)
        default: return spoil(segment: &new.segments[shared])
        }
        return true
    }

    private func spoil(segment: inout [String]) -> Bool {
        let count = segment.count
        switch self {
        case .discontinuityGoes: segment.removeAll { $0 == "#EXT-X-DISCONTINUITY" }
        case .discontinuityComes:
            guard !segment.contains("#EXT-X-DISCONTINUITY") else { return false }
            segment.insert("#EXT-X-DISCONTINUITY", at: 0)
        case .gapChanges:
            if segment.contains("#EXT-X-GAP") {
                segment.removeAll { $0 == "#EXT-X-GAP" }
            } else {
                segment.insert("#EXT-X-GAP", at: 0)
            }
        case .durationChanges:
            segment = segment.map { $0.hasPrefix("#EXTINF:") ? "#EXTINF:0.0001," : $0 }
            return true
        case .addressChanges:
            segment[count - 1] += "?again"
            return true
        case .dateChanges:
            segment = segment.map {
                $0.hasPrefix("#EXT-X-PROGRAM-DATE-TIME:") ? "#EXT-X-PROGRAM-DATE-TIME:1999-12-31T23:59:59.999Z" : $0
            }
            return true
        case .dateGoes: segment.removeAll { $0.hasPrefix("#EXT-X-PROGRAM-DATE-TIME:") }
        default: return false
        }
        return segment.count != count
    }
}
