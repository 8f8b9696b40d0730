/// How far a viewer of the endless stream may fall behind.
public struct ViewerPolicy: Sendable {
    /// Beyond this lag the viewer jumps to the newest key frame.
    public var lagAge: Duration = .seconds(4)
    public var lagBytes = 4 << 20
    /// Without any byte taken for so long, while there is something to send, the viewer is closed.
    public var stallTimeout: Duration = .seconds(10)
    /// So many jumps within ``jumpWindow`` close the viewer.
    public var jumpLimit = 3
    public var jumpWindow: Duration = .seconds(30)
    /// What one step hands over at most, so that one viewer's burst does not hold up the others.
    public var stepBytes = 512 * 1024

    public init() {}
}
