import Testing

@testable import StreavRuntime

@Suite("The programs' exit codes")
struct ProgramTests {
    @Test("Wrong settings are 2", arguments: Component.allCases)
    func settings(_ component: Component) async {
        #expect(await Program.run(component, arguments: [], environment: [:]) == 2)
        #expect(await Program.run(component, arguments: ["--colour"], environment: Given.environment) == 2)
    }

    @Test("A database that cannot be opened is a setting to correct")
    func database() async {
        var environment = Given.environment
        environment["STREAV_DATABASE_URL"] = "sqlite:/nowhere/at/all.sqlite"
        #expect(await Program.run(.api, arguments: [], environment: environment) == 2)
    }
}
