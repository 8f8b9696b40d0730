extension Setting {
    /// What holds of a component where nothing is said, for people; nil: nothing does.
    public func standard(for component: Component) -> String? {
        switch self {
        case .listenPort: "\(component.defaultPort)"
        case .nodeName: "the host's name"
        default: defaultText
        }
    }
}
