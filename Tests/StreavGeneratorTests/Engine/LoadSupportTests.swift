import StreavScenario
import Testing

@testable import StreavGenerator

@Suite("What a run cannot do yet")
struct LoadSupportTests {
    private func obstacle(_ cohort: Cohort) -> String? {
        LoadSupport.obstacle(Scenario(name: "x", duration: .seconds(60), cohorts: [cohort]))
    }

    @Test("low-latency players and fetchers of guides are refused with the reason")
    func refused() throws {
        let player = Cohort(name: "tv", kind: .hls, load: .population(1), player: .llhls)
        #expect(try #require(obstacle(player)).contains("no parts"))
        let puller = Cohort(name: "epg", kind: .hls, load: .population(1), persona: .epgPuller)
        #expect(try #require(obstacle(puller)).contains("no guide"))
    }

    @Test(
        "every other persona that watches channels is there",
        arguments: Persona.allCases.filter { $0 != .epgPuller })
    func there(persona: Persona) {
        #expect(obstacle(Cohort(name: "tv", kind: .hls, load: .population(2), persona: persona)) == nil)
    }

    @Test("every metric is measured", arguments: Metric.allCases)
    func metrics(metric: Metric) {
        var scenario = Scenario(
            name: "x", duration: .seconds(60), cohorts: [Cohort(name: "tv", kind: .hls, load: .population(1))])
        scenario.thresholds = [Threshold(MetricSelector(metric), ThresholdCheck(.mean, .less, 1))]
        #expect(LoadSupport.obstacle(scenario) == nil)
    }
}
