import StreavDomain
import StreavWeb

/// The form of a user: what is typed into it, and what that says.
enum UserForm {
    static let fields: [FormShape.Field] = [
        .text("username", limit: 256), .text("email"), .text("role", limit: 32), .text("disabled", limit: 8),
    ]

    /// What it shows of a user who is there.
    static func draft(_ user: User) -> FormDraft {
        var draft = FormDraft()
        draft["username"] = user.details.username
        draft["email"] = user.details.email ?? ""
        draft["role"] = RoleName.value(user.details.role)
        draft["disabled"] = user.details.isDisabled ? "on" : ""
        draft["revision"] = "\(user.revision)"
        return draft
    }

    /// - Throws: ``StreavDomain/InvalidInput`` for a role that there is not; the rest is judged where it is done.
    static func details(_ form: FormValues) throws -> UserDetails {
        guard let role = RoleName.role(form.text("role")) else { throw InvalidInput(field: "role", "must be chosen") }
        return UserDetails(
            username: form.line("username") ?? "", email: form.line("email"), role: role,
            isDisabled: form.flag("disabled"))
    }

    static func html(
        _ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft)
        let roles = UserRole.allCases.map { role in
            (value: RoleName.value(role), title: RoleName.text(role, call), hint: RoleName.hint(role, call))
        }
        return """
            \(form.open)
            \(form.text("username", "user.username", hint: "user.username-hint", required: true, isFocused: isNew))
            \(form.text("email", "user.email", type: "email"))
            \(isNew
                ? form.password(
                    "password", "user.password", hint: "user.password-hint", autocomplete: "new-password") : "")
            \(form.radios("role", "user.role", roles))
            \(form.check("disabled", "user.is-disabled"))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    /// The fields as two people left them.
    static func conflict(_ call: PageCall, theirs: User, yours: FormDraft) -> ConflictView {
        func role(_ value: String) -> String { RoleName.role(value).map { RoleName.text($0, call) } ?? value }
        func flag(_ isOn: Bool) -> String { call.t(isOn ? "value.yes" : "value.no") }
        return ConflictView(
            call: call, name: theirs.details.username, reload: "/users/\(theirs.id)/edit",
            fields: [
                (call.t("user.username"), theirs.details.username, yours["username"]),
                (call.t("user.email"), theirs.details.email ?? "", yours["email"]),
                (call.t("user.role"), RoleName.text(theirs.details.role, call), role(yours["role"])),
                (call.t("user.disabled"), flag(theirs.details.isDisabled), flag(!yours["disabled"].isEmpty)),
            ])
    }
}
