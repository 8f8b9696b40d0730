/// What players may say while they play: everything else that they complain of fails a test.
enum ToleratedLines {
    /// Nothing: ffmpeg warns of nothing while it reads what Streav sends.
    static let ffmpeg: [String] = []

    static let vlc = [
        // Nobody's desktop: no bus for its remote control, and no keyboard for its keys.
        "Failed to connect to the D-Bus session daemon",
        "interface \"dbus,none\" initialization failed",
        "interface \"globalhotkeys,none\" initialization failed",
        "main interface error: no suitable interface module",
        // The first frame of AAC overlaps one that was never there: its decoder gives no samples for it, once.
        "faad decoder warning: decoded zero sample",
        // The machine was busy when a picture was due. How many may be lost is asserted apart.
        "picture is too late to be displayed",
    ]
}
