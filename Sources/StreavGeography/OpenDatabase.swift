internal import CMaxMindDB
import Glibc

/// Owns the C library's handle: opened once, closed with the last reference, not changed in between.
///
/// Unchecked: the library only reads what the handle points to, and says so in its manual ("thread safe as long as the
/// database is not closed"), which `deinit` cannot do while a look-up holds a reference.
final class OpenDatabase: @unchecked Sendable {
    private let handle: UnsafeMutablePointer<MMDB_s>

    init(path: String) throws(CountryDatabaseError) {
        // The library opens up to a zero byte: another file than was meant.
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw CountryDatabaseError(.unreadable, "the path is empty or holds a zero byte")
        }
        let opened = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), opened)
        guard status == MMDB_SUCCESS else {
            let reason = status == MMDB_IO_ERROR || status == MMDB_FILE_OPEN_ERROR ? errno : 0
            opened.deallocate()
            throw Self.error(path: path, status: status, reason: reason)
        }
        // Not earlier: once `handle` is set, throwing would run `deinit` and close what the library has closed.
        handle = opened
    }

    deinit {
        MMDB_close(handle)
        handle.deallocate()
    }

    var type: String { handle.pointee.metadata.database_type.map { String(cString: $0) } ?? "" }

    var buildTime: UInt64 { handle.pointee.metadata.build_epoch }

    /// The upper-case code of the address's country. Nil also where the entry is damaged.
    func code(of address: NetworkAddress) -> String? {
        var status = MMDB_SUCCESS
        var result = address.withSocketAddress { MMDB_lookup_sockaddr(handle, $0, &status) }
        guard status == MMDB_SUCCESS, result.found_entry else { return nil }
        return Self.code(in: &result.entry, under: "country")
            ?? Self.code(in: &result.entry, under: "registered_country")
    }

    private static func code(in entry: inout MMDB_entry_s, under name: StaticString) -> String? {
        let key: StaticString = "iso_code"
        var data = MMDB_entry_data_s()
        let status = name.withUTF8Buffer { name in
            key.withUTF8Buffer { key in
                // A StaticString ends in a zero byte that its buffer does not count.
                let path: [UnsafePointer<CChar>?] = [
                    UnsafeRawPointer(name.baseAddress)?.assumingMemoryBound(to: CChar.self),
                    UnsafeRawPointer(key.baseAddress)?.assumingMemoryBound(to: CChar.self), nil,
                ]
                return path.withUnsafeBufferPointer { MMDB_aget_value(&entry, &data, $0.baseAddress) }
            }
        }
        guard status == MMDB_SUCCESS, data.has_data, data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
            data.data_size == 2, let bytes = data.utf8_string
        else { return nil }
        let letters = (UInt8(bitPattern: bytes[0]) & ~0x20, UInt8(bitPattern: bytes[1]) & ~0x20)
        let range = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard range.contains(letters.0), range.contains(letters.1) else { return nil }
        return String(decoding: [letters.0, letters.1], as: UTF8.self)
    }

    private static func error(path: String, status: CInt, reason: CInt) -> CountryDatabaseError {
        var message = "\(path): \(String(cString: MMDB_strerror(status)))"
        if reason != 0 { message += " (\(String(cString: strerror(reason))))" }
        let code: CountryDatabaseError.Code =
            switch status {
            case MMDB_FILE_OPEN_ERROR, MMDB_IO_ERROR: .unreadable
            case MMDB_OUT_OF_MEMORY_ERROR: .outOfMemory
            default: .malformed
            }
        return CountryDatabaseError(code, message)
    }
}
