import StreavWeb

/// Pictures of 16 units, drawn with lines of the text's colour. They say nothing that the words beside them do not.
enum Icon: Sendable, CaseIterable {
    case gauge, list, users, tv, film, box, person, plug, server, key, gear, search, menu, plus, download, undo, check
    case warning, info, cross, chevron, sun, globe, copy, play, stop, pencil, trash, shield, exit, clock, grip, tag, show
    case filter, upload, refresh, ban, eye, book

    var html: HTML {
        "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
    }

    private var shape: HTML {
        switch self {
        case .gauge: "<path d=\"M2.5 12a6 6 0 1 1 11 0M8 9.5l2.5-3.5\"/><circle cx=\"8\" cy=\"10\" r=\"1\"/>"
        case .list: "<path d=\"M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01\"/>"
        case .users:
            "<circle cx=\"6\" cy=\"5.5\" r=\"2.5\"/><path d=\"M1.5 13.5c.4-2.6 2.2-4 4.500-4s4.100 1.400 4.500 4M10.500 3.200a2.500 2.500 0 0 1 0 4.600M12 9.800c1.400.6 2.300 1.900 2.500 3.700\"/>"
        case .tv: "<rect x=\"1.5\" y=\"4\" width=\"13\" height=\"8.5\" rx=\"1.500\"/><path d=\"M5.500 14.500h5M5 1.500L8 4l3-2.500\"/>"
        case .film:
            "<rect x=\"2\" y=\"2.500\" width=\"12\" height=\"11\" rx=\"1.500\"/><path d=\"M5 2.500v11M11 2.500v11M2 6.200h3M2 9.800h3M11 6.200h3M11 9.800h3\"/>"
        case .box: "<path d=\"M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6\"/>"
        case .person: "<circle cx=\"8\" cy=\"5.200\" r=\"2.700\"/><path d=\"M2.800 14c.4-2.900 2.400-4.500 5.200-4.500s4.800 1.600 5.200 4.500\"/>"
        case .plug: "<path d=\"M5.500 1.500v4M10.500 1.500v4M3.500 5.500h9v2a4.500 4.500 0 0 1-9 0zM8 12v2.500\"/>"
        case .server:
            "<rect x=\"2\" y=\"2.500\" width=\"12\" height=\"4.500\" rx=\"1\"/><rect x=\"2\" y=\"9\" width=\"12\" height=\"4.500\" rx=\"1\"/><path d=\"M4.700 4.800h.01M4.700 11.300h.01\"/>"
        case .key: "<circle cx=\"5\" cy=\"11\" r=\"3\"/><path d=\"M7.200 8.800L14 2M11 5l2 2\"/>"
        case .gear:
            "<circle cx=\"8\" cy=\"8\" r=\"2.200\"/><path d=\"M8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M3.400 12.600l1.400-1.400M11.200 4.800l1.400-1.400\"/>"
        case .search: "<circle cx=\"7\" cy=\"7\" r=\"4.500\"/><path d=\"M10.500 10.500L14 14\"/>"
        case .menu: "<path d=\"M2 4h12M2 8h12M2 12h12\"/>"
        case .plus: "<path d=\"M8 3v10M3 8h10\"/>"
        case .download: "<path d=\"M8 2v8M4.500 7L8 10.500 11.500 7M2.500 13.500h11\"/>"
        case .upload: "<path d=\"M8 10.500v-8M4.500 5.500L8 2l3.500 3.500M2.500 13.500h11\"/>"
        case .undo: "<path d=\"M5.500 3L2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6\"/>"
        case .refresh: "<path d=\"M13.500 8a5.500 5.500 0 1 1-1.700-4M13.500 1.500V4.500h-3\"/>"
        case .check: "<path d=\"M3 8.500l3.500 3.500L13 4.500\"/>"
        case .warning: "<path d=\"M8 2L1.500 13.500h13zM8 6.500v3.500M8 11.800v.01\"/>"
        case .info: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 7.500v3.500M8 5v.01\"/>"
        case .cross: "<path d=\"M4 4l8 8M12 4l-8 8\"/>"
        case .chevron: "<path d=\"M6 3.500L10.500 8 6 12.500\"/>"
        case .sun:
            "<circle cx=\"8\" cy=\"8\" r=\"3\"/><path d=\"M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1\"/>"
        case .globe:
            "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M2 8h12M8 2c2 1.700 2.500 3.500 2.500 6S10 12.300 8 14c-2-1.700-2.500-3.500-2.500-6S6 3.700 8 2\"/>"
        case .copy:
            "<rect x=\"5.500\" y=\"5.500\" width=\"8\" height=\"8\" rx=\"1.500\"/><path d=\"M10.500 5.500V4A1.500 1.500 0 0 0 9 2.500H4A1.500 1.500 0 0 0 2.500 4v5A1.500 1.500 0 0 0 4 10.500h1.500\"/>"
        case .play: "<path d=\"M4.500 2.500v11L13 8z\"/>"
        case .stop: "<rect x=\"3.500\" y=\"3.500\" width=\"9\" height=\"9\" rx=\"1\"/>"
        case .pencil: "<path d=\"M10.800 2.700l2.500 2.500L5.500 13H3v-2.500zM9 4.500L11.500 7\"/>"
        case .trash: "<path d=\"M2.500 4.500h11M6 4.500V2.500h4v2M4 4.500l.7 9h6.600l.7-9M6.700 7v4M9.300 7v4\"/>"
        case .shield: "<path d=\"M8 1.500l5.500 2v4c0 3.500-2.300 5.800-5.500 7-3.200-1.200-5.500-3.500-5.500-7v-4zM5.500 8l2 2 3-3.500\"/>"
        case .exit: "<path d=\"M6.500 2.500h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10 5l3 3-3 3M13 8H6\"/>"
        case .clock: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 4.500V8l2.500 1.500\"/>"
        case .grip: "<path d=\"M6 3.500h.01M10 3.500h.01M6 8h.01M10 8h.01M6 12.500h.01M10 12.500h.01\"/>"
        case .tag: "<path d=\"M2 2.500h5.500L14 9l-5 5-6.500-6.500zM5 5.500h.01\"/>"
        case .show: "<rect x=\"2\" y=\"5\" width=\"12\" height=\"8.500\" rx=\"1.500\"/><path d=\"M4 2.500h8M6.800 7.500v3.500l3-1.750z\"/>"
        case .filter: "<path d=\"M2 3.500h12M4.500 8h7M6.500 12.500h3\"/>"
        case .ban: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M3.800 3.800l8.400 8.400\"/>"
        case .eye: "<path d=\"M1.500 8C3 5 5.300 3.500 8 3.500S13 5 14.500 8C13 11 10.700 12.500 8 12.500S3 11 1.500 8z\"/><circle cx=\"8\" cy=\"8\" r=\"2\"/>"
        case .book: "<path d=\"M8 4C6.500 3 4.500 2.500 2 2.500v10c2.500 0 4.500.5 6 1.500 1.500-1 3.500-1.500 6-1.500v-10C11.500 2.500 9.500 3 8 4zM8 4v10\"/>"
        }
    }
}
