import NIOCore
public import StreavMedia
public import StreavPorts

/// Reads the index of a file in a media store.
public struct MovieLoader: Sendable {
    private let store: any MediaStore

    public init(store: any MediaStore) {
        self.store = store
    }

    /// - Throws: ``OnDemandFailure``, with what is wrong with the file where it is no movie that can be packaged.
    public func index(of file: MediaFile) async throws(OnDemandFailure) -> MovieIndex {
        var reader = MovieIndexReader(fileSize: file.size)
        while true {
            let step: MovieIndexReader.Step
            do throws(MovieError) {
                step = try reader.next()
            } catch {
                throw OnDemandFailure(.notPackageable, error.message)
            }
            switch step {
            case .finished(let index):
                return index
            case .read(let range):
                let bytes = try await read(range, of: file)
                do throws(MovieError) {
                    try reader.receive(bytes)
                } catch {
                    throw OnDemandFailure(.notPackageable, error.message)
                }
            }
        }
    }

    /// Bytes of a file, of any length that memory is meant to hold: read piece by piece.
    func read(_ range: Range<Int64>, of file: MediaFile) async throws(OnDemandFailure) -> ByteBuffer {
        var whole = ByteBuffer()
        var lower = range.lowerBound
        while lower < range.upperBound {
            let upper = min(range.upperBound, lower + MediaStoreLimits.readBytes)
            var part: ByteBuffer
            do throws(MediaStoreError) {
                part = try await store.read(lower..<upper, ofKey: file.key, version: file.version)
            } catch {
                throw OnDemandFailure(error)
            }
            if lower == range.lowerBound, upper == range.upperBound { return part }
            if whole.capacity == 0 { whole.reserveCapacity(range.count) }
            whole.writeBuffer(&part)
            lower = upper
        }
        return whole
    }
}

extension OnDemandFailure {
    public init(_ error: MediaStoreError) {
        switch error.code {
        case .notFound, .invalidKey: self.init(.missing, error.message)
        case .changed, .invalidRange: self.init(.changed, error.message)
        case .unavailable: self.init(.unavailable, error.message)
        }
    }
}
