import StreavDomain

/// What the roles are called.
enum RoleName {
    static func text(_ role: UserRole, _ call: PageCall) -> String { call.t(key(role)) }

    static func hint(_ role: UserRole, _ call: PageCall) -> String { call.t(key(role) + "-hint") }

    /// In addresses and forms.
    static func value(_ role: UserRole) -> String {
        switch role {
        case .administrator: "administrator"
        case .operator: "operator"
        case .support: "support"
        case .readOnly: "read-only"
        }
    }

    static func role(_ value: String) -> UserRole? { UserRole.allCases.first { self.value($0) == value } }

    private static func key(_ role: UserRole) -> String {
        switch role {
        case .administrator: "role.administrator"
        case .operator: "role.operator"
        case .support: "role.support"
        case .readOnly: "role.readOnly"
        }
    }
}
