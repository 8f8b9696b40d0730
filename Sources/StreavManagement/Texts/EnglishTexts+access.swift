extension EnglishTexts {
    /// Set-up, sign-in, and the user's own account.
    static let access = """
        setup.title = Set up Streav
        setup.lead = This platform has no administrator yet. The first account is one.
        setup.submit = Create account
        setup.refused = This platform is not set up yet.
        setup.refused-hint = Open this page on the machine itself, or with the address that streav-management has \
        written to its log.
        sign-in.title = Sign in
        sign-in.submit = Sign in
        sign-in.refused = Username or password is wrong.
        sign-in.throttled = Too many attempts. Try again in at most {minutes} minutes.
        sign-in.busy = Too many people are signing in at this moment. Try again in a few seconds.
        code.title = Second factor
        code.lead = Enter the code that your authenticator shows.
        code.code = Code
        code.hint = Six digits, or one of your recovery codes.
        code.submit = Continue
        code.refused = This code is wrong or was used already.
        code.back = Sign in as somebody else
        account.title = Your account
        account.profile = Profile
        account.password = Password
        account.current-password = Current password
        account.new-password = New password
        account.new-password-again = New password, again
        account.change-password = Change password
        account.password-changed = The password is changed. All other sessions have ended.
        account.wrong-password = is not your password
        account.second-factor = Second factor
        account.second-factor-on = On: signing in asks for a code from your authenticator.
        account.second-factor-off = Off: the password alone lets anybody in who knows it.
        account.codes-left.one = {count} recovery code is left.
        account.codes-left.other = {count} recovery codes are left.
        account.enable = Turn on
        account.disable = Turn off
        account.enable-title = Turn on the second factor
        account.enable-scan = Scan this picture with an authenticator, or type the key.
        account.key = Key
        account.enable-code = Code that the authenticator shows
        account.wrong-code = is not the code of this moment
        account.enabled = The second factor is on. All other sessions have ended.
        account.disabled = The second factor is off. All other sessions have ended.
        account.disable-title = Turn off the second factor
        account.recovery-codes = Recovery codes
        account.recovery-codes-text = Each lets you in once when the authenticator is not at hand. They are shown \
        only now: print them or keep them in a password manager.
        account.recovery-codes-kept = I have kept them
        account.new-codes = New recovery codes
        account.new-codes-text = The codes you have now stop working.
        account.sessions = Sessions
        account.session-here = This browser
        account.session-browser = Browser
        account.session-address = Address
        account.session-began = Signed in
        account.session-seen = Last seen
        account.sign-out-everywhere = Sign out everywhere
        account.sign-out-everywhere-text = Every session of yours ends, this one too.
        """
}
