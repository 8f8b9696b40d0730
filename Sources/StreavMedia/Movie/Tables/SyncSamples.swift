/// The indices of the samples at which a decoder can start, ascending.
public struct SyncSamples: Sendable, Hashable, RandomAccessCollection {
    private enum Storage: Sendable, Hashable {
        /// Every sample is one, as with audio.
        case all(Int)
        case some([UInt32])
    }

    private let storage: Storage

    /// Every one of `count` samples.
    init(all count: Int) {
        storage = .all(count)
    }

    /// - Parameter indices: Ascending.
    init(_ indices: [UInt32]) {
        storage = .some(indices)
    }

    public var startIndex: Int { 0 }

    public var endIndex: Int {
        switch storage {
        case .all(let count): count
        case .some(let indices): indices.count
        }
    }

    public subscript(position: Int) -> Int {
        switch storage {
        case .all(let count):
            precondition((0..<count).contains(position), "a position within the collection")
            return position
        case .some(let indices): return Int(indices[position])
        }
    }

    /// The last sync sample at or before `sample`. Nil: there is none. By bisection.
    public func last(upTo sample: Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= sample { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? self[low - 1] : nil
    }

    var memoryBytes: Int {
        switch storage {
        case .all: 0
        case .some(let indices): indices.count * MemoryLayout<UInt32>.stride
        }
    }
}
