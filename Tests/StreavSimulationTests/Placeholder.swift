// StreavSimulationTests
