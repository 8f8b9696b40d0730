/// The AudioSpecificConfig of AAC in files (ISO/IEC 14496-3 section 1.6.2.1), as far as ADTS can carry it.
public struct AACConfiguration: Sendable, Hashable {
    /// Of the core: 1 (Main), 2 (LC), 3 (SSR) or 4 (LTP); ADTS writes it less one.
    public let objectType: Int
    /// Hertz, of the core: one of the thirteen that ADTS has an index for.
    public let sampleRate: Int
    /// Of the core, 1 to 7: the layouts that ADTS has a number for.
    public let channelConfiguration: Int
    /// 5 when spectral band replication is signalled (HE-AAC), 29 when parametric stereo is as well (HE-AAC v2).
    public let extensionObjectType: Int?
    /// Hertz after spectral band replication, when signalled.
    public let extensionSampleRate: Int?
    /// The AudioSpecificConfig as it stands in the file.
    public let specificConfig: [UInt8]

    public init(
        objectType: Int, sampleRate: Int, channelConfiguration: Int, extensionObjectType: Int? = nil,
        extensionSampleRate: Int? = nil, specificConfig: [UInt8] = []
    ) {
        self.objectType = objectType
        self.sampleRate = sampleRate
        self.channelConfiguration = channelConfiguration
        self.extensionObjectType = extensionObjectType
        self.extensionSampleRate = extensionSampleRate
        self.specificConfig = specificConfig
    }

    /// The sampling_frequency_index of ADTS, 0 to 12. Nil when ``sampleRate`` is none of its thirteen.
    public var samplingFrequencyIndex: Int? { ADTSHeader.sampleRates.firstIndex(of: sampleRate) }
}
