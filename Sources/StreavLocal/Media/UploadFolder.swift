import Glibc
import StreavDomain
import StreavPorts

/// What ``FileMediaUploads`` does, on the thread that calls.
struct UploadFolder: Sendable {
    typealias Upload = FileMediaUploads.Upload
    typealias Failure = FileMediaUploads.Failure

    private static let gathering = ".uploads"

    let root: String
    /// Where in it finished files go.
    let folder: String
    let entropy: any Entropy

    func begin(_ name: String, size: Int64, now: Timestamp) throws(Failure) -> Upload {
        guard Self.fileName(name) != nil else { throw .badName }
        guard (1...FileMediaUploads.sizeLimit).contains(size) else { throw .tooLarge }
        guard try unfinished(now: now).count < FileMediaUploads.countLimit else { throw .tooMany }
        try makeFolder(Self.gathering)
        var room = statvfs()
        if statvfs(root, &room) == 0, Int64(room.f_bavail) * Int64(room.f_frsize) < size { throw .diskFull }
        let id = entropy.token(length: 22).filter { $0.isLetter || $0.isNumber }
        let note = "\(size)\n\(now.milliseconds)\n\(name)"
        try write(Array(note.utf8), to: path(id, ".note"), at: nil)
        try write([], to: path(id, ".part"), at: nil)
        return Upload(id: id, name: name, size: size, received: 0, began: now)
    }

    func unfinished(now: Timestamp) throws(Failure) -> [Upload] {
        var found: [Upload] = []
        guard let directory = opendir("\(root)/\(Self.gathering)") else { return [] }
        defer { closedir(directory) }
        while let entry = readdir(directory), found.count < 1000 {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".note"), let upload = find(String(name.dropLast(5))) else { continue }
            var status = stat()
            let age =
                stat(path(upload.id, ".part"), &status) == 0
                ? now.seconds - Int64(status.st_mtim.tv_sec) : Int64.max
            if age > FileMediaUploads.lifetime.components.seconds {
                remove(upload.id)
            } else {
                found.append(upload)
            }
        }
        return found.sorted { ($0.began, $0.id) < ($1.began, $1.id) }
    }

    func append(_ bytes: [UInt8], at offset: Int64, to id: String) throws(Failure) -> Upload {
        guard let upload = find(id) else { throw .notFound }
        guard offset == upload.received else { throw .wrongOffset(received: upload.received) }
        guard Int64(bytes.count) <= upload.size - offset else { throw .tooLarge }
        try write(bytes, to: path(id, ".part"), at: offset)
        return Upload(
            id: id, name: upload.name, size: upload.size, received: offset + Int64(bytes.count), began: upload.began)
    }

    /// - Returns: The key of the file.
    func finish(_ id: String) throws(Failure) -> String {
        guard let upload = find(id), let name = Self.fileName(upload.name) else { throw .notFound }
        guard upload.received == upload.size else { throw .wrongOffset(received: upload.received) }
        try makeFolder(folder)
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        for attempt in 1...1000 {
            let tried = attempt == 1 ? name : "\(name[..<dot])-\(attempt)\(name[dot...])"
            // Never over what is there already.
            if link(path(id, ".part"), "\(root)/\(folder)/\(tried)") == 0 {
                remove(id)
                return "\(folder)/\(tried)"
            }
            guard errno == EEXIST else { throw Self.failure(errno) }
        }
        throw .unavailable("there are too many files of that name")
    }

    func cancel(_ id: String) throws(Failure) {
        guard find(id) != nil else { throw .notFound }
        remove(id)
    }

    /// The name that a file has here: letters, digits and a few signs, with an ending that films have. Nil for others.
    static func fileName(_ text: String) -> String? {
        let last = text.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        guard text.utf8.count <= 1024, let dot = last.lastIndex(of: ".") else { return nil }
        let ending = last[last.index(after: dot)...].lowercased()
        var stem = ""
        for character in last[..<dot].prefix(100) {
            let isPlain = character.isLetter || character.isNumber || "-_()".contains(character)
            stem.append(isPlain ? character : "-")
        }
        while stem.utf8.count > 200 { stem.removeLast() }
        let name = "\(stem).\(ending)"
        guard FileMediaUploads.endings.contains(ending), stem.contains(where: { $0.isLetter || $0.isNumber }),
            MediaKey.isLegalComponent(name.utf8)
        else { return nil }
        return name
    }

    // MARK: Files

    private func path(_ id: String, _ ending: String) -> String { "\(root)/\(Self.gathering)/\(id)\(ending)" }

    private func find(_ id: String) -> Upload? {
        guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy({ Self.isPlain($0) }),
            let note = read(path(id, ".note"))
        else { return nil }
        let lines = note.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        var status = stat()
        guard lines.count == 3, let size = Int64(lines[0]), let began = Int64(lines[1]),
            lstat(path(id, ".part"), &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return Upload(
            id: id, name: String(lines[2]), size: size, received: Int64(status.st_size),
            began: Timestamp(milliseconds: began))
    }

    private func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file, &bytes, bytes.count)
        return count > 0 ? String(validating: bytes[..<count], as: UTF8.self) : nil
    }

    /// - Parameter offset: Nil: a file that is not there yet.
    private func write(_ bytes: [UInt8], to path: String, at offset: Int64?) throws(Failure) {
        let flags = offset == nil ? O_CREAT | O_EXCL : 0
        let file = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0o644)
        guard file >= 0 else { throw Self.failure(errno) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(file, $0.baseAddress, $0.count, off_t((offset ?? 0) + Int64(written)))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                // What was written of the piece is taken back: it will be sent again.
                if let offset { ftruncate(file, off_t(offset)) }
                throw Self.failure(code)
            }
            written += count
        }
    }

    private func makeFolder(_ name: String) throws(Failure) {
        var status = stat()
        let path = "\(root)/\(name)"
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Self.failure(errno) }
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unavailable("the media folder has something else in the place of \(name)")
        }
    }

    private func remove(_ id: String) {
        unlink(path(id, ".part"))
        unlink(path(id, ".note"))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func failure(_ code: Int32) -> Failure {
        switch code {
        case ENOSPC, EDQUOT: .diskFull
        case EACCES, EPERM, EROFS: .unavailable("the media folder cannot be written to")
        default: .unavailable("a media file cannot be written: \(OpenedFile.reason(code))")
        }
    }
}
