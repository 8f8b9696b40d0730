public import StreavDomain

/// What came of a range of a file that was judged from memory alone.
public enum FileOutcome: Sendable {
    case granted(SessionTicket)
    case denied(Denial)
    /// Ask ``Gatekeeper/openFile(_:connection:close:)``.
    case needsAdmission
}
