import StreavScenario

/// Scenarios with one thing of interest in them.
enum Sample {
    /// Three lines, valid by themselves; what comes next is on line 4.
    static let head = """
        name: sample
        duration: 10m
        cohorts: [{ name: tv, kind: hls, population: 5 }]

        """

    static func scenario(_ lines: String) throws -> Scenario { try Scenario(text: head + lines) }

    /// A cohort of these fields, on lines 4 and following; its own name and kind are on line 4.
    static func cohort(_ fields: String, kind: String = "hls", load: Bool = true) throws -> Cohort {
        try Scenario(text: cohortText(fields, kind: kind, load: load)).cohorts[0]
    }

    static func cohortText(_ fields: String, kind: String = "hls", load: Bool = true) -> String {
        """
        name: sample
        duration: 10m
        cohorts:
          - { name: tv, kind: \(kind)\(load ? ", population: 5" : ""), \(fields) }
        """
    }

    /// Why a text is refused; nil if it is not.
    static func refusal(_ text: String) -> ScenarioError? {
        do throws(ScenarioError) {
            _ = try Scenario(text: text)
            return nil
        } catch {
            return error
        }
    }

    /// Why a scenario with a setting is refused; nil if it is not.
    static func refusal(setting argument: String, of text: String = head) -> ScenarioError? {
        do throws(ScenarioError) {
            _ = try Scenario(text: text, settings: [SettingOverride(argument)])
            return nil
        } catch {
            return error
        }
    }
}
