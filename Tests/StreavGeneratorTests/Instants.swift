import StreavPorts

/// An instant so many seconds after the beginning.
func at(_ seconds: Double) -> MonotonicInstant {
    MonotonicInstant(offset: .milliseconds(Int64((seconds * 1000).rounded())))
}
