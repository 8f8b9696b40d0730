internal import ArgumentParser

/// Everything that can be typed.
struct StreavCLI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "streav-cli",
        abstract: "What an operator of Streav types at installation and at night.",
        discussion: """
            It works on the servers that STREAV_DATABASE_URL, STREAV_CACHE_URL and STREAV_BROKER_URL name, with \
            STREAV_SECRET_KEY, as the programs of the deployment do; or, with --data, on a folder of streav-sim. \
            Passwords and secrets are read from standard input or made, and are never options. docs/cli.md says more.

            Examples:
              streav-cli migrate                             bring the schema up to date
              streav-cli doctor                              what is wrong, and what to do
              streav-cli status --output json                for scripts
              streav-cli user create ada --role administrator
              streav-cli backup nightly.streav
              streav-cli --generate-completion-script bash > /etc/bash_completion.d/streav-cli

            Exit codes: 0 done, all well; 1 refused, or something is wrong; 2 wrong usage; 15 a service is not there.
            """,
        subcommands: [
            StatusCommand.self, DoctorCommand.self, ConfigCommand.self, MigrateCommand.self, BackupCommand.self,
            RestoreCommand.self, UserCommand.self, OAuthAppCommand.self, SubscriberCommand.self, BundleCommand.self,
            LiveStreamCommand.self, MovieCommand.self, ShowCommand.self, ServerCommand.self, ConnectionCommand.self,
            CacheCommand.self, OutboxCommand.self,
        ])
}
