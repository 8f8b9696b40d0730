/// Paths by their text alone: links are not looked at.
enum RelativePath {
    /// `name`, as seen from the folder of the file at `path`, without `.` and with as few `..` as can be.
    static func resolve(_ name: String, beside path: String) -> String {
        normalised(path.split(separator: "/").dropLast() + name.split(separator: "/"), rooted: path.hasPrefix("/"))
    }

    static func normalised(_ path: String) -> String {
        normalised(path.split(separator: "/"), rooted: path.hasPrefix("/"))
    }

    private static func normalised(_ parts: [Substring], rooted: Bool) -> String {
        var kept: [Substring] = []
        for part in parts where part != "." {
            if part == "..", let last = kept.last, last != ".." {
                kept.removeLast()
            } else if part != ".." || !rooted {
                kept.append(part)
            }
        }
        return (rooted ? "/" : "") + kept.joined(separator: "/")
    }
}
