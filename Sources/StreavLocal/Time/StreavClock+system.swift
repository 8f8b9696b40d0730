public import StreavPorts

extension StreavClock {
    /// The clocks of the machine.
    public static let system = StreavClock(SystemClock())
}
