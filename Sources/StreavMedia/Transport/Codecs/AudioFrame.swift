/// The header of one audio frame.
struct AudioFrame: Equatable {
    /// Bytes, header included.
    let length: Int
    /// Samples per channel.
    let samples: Int
    /// Hertz.
    let sampleRate: Int
    let format: MediaFormat

    /// 90 kHz, rounded down.
    var ticks: Int64 { Int64(samples) * Timestamp33.ticksPerSecond / Int64(sampleRate) }

    /// The frame whose header begins at `start`. Nil: there is none, it is cut short, or the codec is not framed so.
    init?(_ codec: MediaCodec, in bytes: [UInt8], at start: Int) {
        let header = bytes.dropFirst(start).prefix(Self.headerBytes)
        let frame: AudioFrame? =
            switch codec {
            case .aac: ADTSHeader.frame(Array(header))
            case .aacLATM: LATMHeader.frame(Array(header))
            case .mp3: MPEGAudioHeader.frame(Array(header))
            case .ac3, .eac3: AC3Header.frame(Array(header))
            default: nil
            }
        guard let frame else { return nil }
        self = frame
    }

    init?(length: Int, samples: Int, sampleRate: Int, format: MediaFormat) {
        guard length > 0, samples > 0, sampleRate > 0 else { return nil }
        self.length = length
        self.samples = samples
        self.sampleRate = sampleRate
        self.format = format
    }

    /// As much as any header needs.
    static let headerBytes = 24
}
