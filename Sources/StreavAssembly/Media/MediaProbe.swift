public import StreavDomain
import StreavMedia
public import StreavPorts
public import StreavStreaming

/// Reads what a film's file says of itself.
public struct MediaProbe: Sendable {
    private let loader: MovieLoader

    public init(store: any MediaStore) {
        loader = MovieLoader(store: store)
    }

    /// - Returns: What an on-demand stream of the file is, named like the file.
    /// - Throws: Why the file cannot be played: a sentence about the file alone.
    public func details(of file: MediaFile) async throws(OnDemandFailure) -> OnDemandStreamDetails {
        let index = try await loader.index(of: file)
        let package: OnDemandPackage
        do throws(OnDemandError) {
            package = try OnDemandPackage(index, target: OnDemandLibrary.segmentTarget)
        } catch {
            throw OnDemandFailure(.notPackageable, error.message)
        }
        let playable = index.tracks.filter { $0.samples.count > 0 }
        let video = playable.first { $0.kind == .video }?.format
        let audio = playable.first { $0.kind == .audio }?.format
        let milliseconds = package.renditions[0].duration.milliseconds
        return OnDemandStreamDetails(
            name: FilmName(key: file.key).title, mediaKey: file.key, fileFormat: Self.ending(of: file.key),
            durationMilliseconds: milliseconds, sizeBytes: file.size,
            bitsPerSecond: milliseconds > 0 ? Int64(Double(file.size) * 8_000 / Double(milliseconds)) : nil,
            videoCodec: video?.codecs, audioCodec: audio?.codecs, width: video?.width, height: video?.height)
    }

    private static func ending(of key: String) -> String? {
        guard let name = key.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return (1...OnDemandStreamDetails.fileFormatLimit).contains(ending.count) ? ending : nil
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
