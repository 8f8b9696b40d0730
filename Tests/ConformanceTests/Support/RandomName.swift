import StreavLocal
import StreavPorts

/// Tests are kept apart by names that nobody else uses, never by clearing what is shared.
enum RandomName {
    static func make(_ purpose: String) -> String {
        "test.\(purpose).\(SystemEntropy().token(length: 16))"
    }
}
