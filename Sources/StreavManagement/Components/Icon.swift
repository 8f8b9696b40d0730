import StreavWeb

/// Pictures of 16 units, drawn with lines of the text's colour. They say nothing that the words beside them do not.
enum Icon: Sendable, CaseIterable {
    case gauge, list, users, tv, film, box, person, plug, server, key, gear, search, menu, plus, download, undo, check
    case warning, info, cross, chevron, sun, globe, copy, play, stop, pencil, trash, shield, exit, clock, grip, tag,
        show
    case filter, upload, refresh, ban, eye, book

    var html: HTML {
        "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
    }

    private var shape: HTML {
        switch self {
        case .gauge: "<path d=\"M2.5 12a6 6 0 1 1 11 0M8 9.5l2.5-3.5\"/><circle cx=\"8\" cy=\"10\" r=\"1\"/>"
        case .list: "<path d=\"M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01\"/>"
        case .users:
            """
            <circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 13.5c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M10.5 3.2a2.5 \
            2.5 0 0 1 0 4.6M12 9.8c1.4.6 2.3 1.9 2.5 3.7"/>
            """
        case .tv:
            """
            <rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M5.5 14.5h5M5 1.5L8 4l3-2.5"/>
            """
        case .film:
            """
            <rect x="2" y="2.5" width="12" height="11" rx="1.5"/><path d="M5 2.5v11M11 2.5v11M2 6.2h3M2 \
            9.8h3M11 6.2h3M11 9.8h3"/>
            """
        case .box: "<path d=\"M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6\"/>"
        case .person:
            """
            <circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 14c.4-2.9 2.4-4.5 5.2-4.5s4.8 1.6 5.2 4.5"/>
            """
        case .plug: "<path d=\"M5.5 1.5v4M10.5 1.5v4M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v2.5\"/>"
        case .server:
            """
            <rect x="2" y="2.5" width="12" height="4.5" rx="1"/><rect x="2" y="9" width="12" height="4.5" \
            rx="1"/><path d="M4.7 4.8h.01M4.7 11.3h.01"/>
            """
        case .key: "<circle cx=\"5\" cy=\"11\" r=\"3\"/><path d=\"M7.2 8.8L14 2M11 5l2 2\"/>"
        case .gear:
            """
            <circle cx="8" cy="8" r="2.2"/><path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 \
            11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"/>
            """
        case .search: "<circle cx=\"7\" cy=\"7\" r=\"4.5\"/><path d=\"M10.5 10.5L14 14\"/>"
        case .menu: "<path d=\"M2 4h12M2 8h12M2 12h12\"/>"
        case .plus: "<path d=\"M8 3v10M3 8h10\"/>"
        case .download: "<path d=\"M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11\"/>"
        case .upload: "<path d=\"M8 10.5v-8M4.5 5.5L8 2l3.5 3.5M2.5 13.5h11\"/>"
        case .undo: "<path d=\"M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6\"/>"
        case .refresh: "<path d=\"M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5V4.5h-3\"/>"
        case .check: "<path d=\"M3 8.5l3.5 3.5L13 4.5\"/>"
        case .warning: "<path d=\"M8 2L1.5 13.5h13zM8 6.5v3.5M8 11.8v.01\"/>"
        case .info: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 7.5v3.5M8 5v.01\"/>"
        case .cross: "<path d=\"M4 4l8 8M12 4l-8 8\"/>"
        case .chevron: "<path d=\"M6 3.5L10.5 8 6 12.5\"/>"
        case .sun:
            """
            <circle cx="8" cy="8" r="3"/><path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 \
            13l1-1M12 4l1-1"/>
            """
        case .globe:
            """
            <circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c2 1.7 2.5 3.5 2.5 6S10 12.3 8 \
            14c-2-1.7-2.5-3.5-2.5-6S6 3.7 8 2"/>
            """
        case .copy:
            """
            <rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 \
            1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5"/>
            """
        case .play: "<path d=\"M4.5 2.5v11L13 8z\"/>"
        case .stop: "<rect x=\"3.5\" y=\"3.5\" width=\"9\" height=\"9\" rx=\"1\"/>"
        case .pencil: "<path d=\"M10.8 2.7l2.5 2.5L5.5 13H3v-2.5zM9 4.5L11.5 7\"/>"
        case .trash: "<path d=\"M2.5 4.5h11M6 4.5V2.5h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4\"/>"
        case .shield: "<path d=\"M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4zM5.5 8l2 2 3-3.5\"/>"
        case .exit: "<path d=\"M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10 5l3 3-3 3M13 8H6\"/>"
        case .clock: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 4.5V8l2.5 1.5\"/>"
        case .grip: "<path d=\"M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01\"/>"
        case .tag: "<path d=\"M2 2.5h5.5L14 9l-5 5-6.5-6.5zM5 5.5h.01\"/>"
        case .show:
            """
            <rect x="2" y="5" width="12" height="8.5" rx="1.5"/><path d="M4 2.5h8M6.8 7.5v3.5l3-1.750z"/>
            """
        case .filter: "<path d=\"M2 3.5h12M4.5 8h7M6.5 12.5h3\"/>"
        case .ban: "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M3.8 3.8l8.4 8.4\"/>"
        case .eye:
            """
            <path d="M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8z"/><circle cx="8" \
            cy="8" r="2"/>
            """
        case .book:
            """
            <path d="M8 4C6.5 3 4.5 2.5 2 2.5v10c2.5 0 4.5.5 6 1.5 1.5-1 3.5-1.5 6-1.5v-10C11.5 2.5 9.5 3 8 \
            4zM8 4v10"/>
            """
        }
    }
}
