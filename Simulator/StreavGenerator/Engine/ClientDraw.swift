import StreavDomain
import StreavLoad
import StreavPorts
import StreavScenario

/// Draws who comes, when and for how long, from the run's seed: each client from a stream of its own, so that one more
/// does not change the others.
struct ClientDraw: Sendable {
    let scenario: Scenario
    let target: LoadTarget
    let entropy: any Entropy
    private let popularity: ZipfPopularity

    /// Channels of one viewer's session, at most.
    private static let stays = 200
    /// A closed population comes within this time, or a sixth of the run.
    private static let gathering = Duration.seconds(5)

    init(scenario: Scenario, target: LoadTarget, entropy: any Entropy) {
        self.scenario = scenario
        self.target = target
        self.entropy = entropy
        popularity = ZipfPopularity(count: max(1, target.channels.count), exponent: scenario.platform.zipf)
    }

    /// When clients of a cohort come, from the start of the run.
    func arrivals(of cohort: Cohort) -> [Duration] {
        let random = entropy.fork("arrivals/\(cohort.name)")
        switch cohort.load {
        case .population(let count):
            let span = min(Self.gathering, scenario.duration / 6)
            let population = ClosedPopulation(size: count, rampUp: span)
            return (0..<count).map { population.start(of: $0, random) }
        case .arrivals(let phases):
            var times: [Duration] = []
            var start = Duration.zero
            for phase in phases {
                times += PoissonArrivals.times(in: phase, random).map { start + $0 }
                start += phase.length
            }
            return times.filter { $0 < scenario.duration }
        }
    }

    func client(_ number: Int, of index: Int, arrival: MonotonicInstant) -> ClientPlan {
        let cohort = scenario.cohorts[index]
        let random = entropy.fork("viewer/\(number)")
        let session = length(cohort.session, random)
        let ends = EndMix(clean: cohort.ends.clean, silent: cohort.ends.silent, halfDead: cohort.ends.halfDead)
        return ClientPlan(
            number: number, cohort: index, cohortName: cohort.name, kind: cohort.kind, arrival: arrival,
            subscriber: subscriber(number, cohort),
            isAlone: number < target.subscribers.count && cohort.persona != .sharer,
            stays: stays(cohort, session: session ?? scenario.duration, random), session: session,
            end: ends.draw(random),
            profile: .named(ReloadTiming(rawValue: cohort.player.rawValue) ?? .rfc8216),
            rule: BitrateRuleName(rawValue: cohort.abr.rawValue) ?? .dynamic, seek: cohort.seek,
            network: cohort.network,
            random: random.fork("behaviour"))
    }

    /// Clients have one each; those who share one have it all together.
    private func subscriber(_ number: Int, _ cohort: Cohort) -> LoadTarget.Subscriber {
        let people = target.subscribers
        return cohort.persona == .sharer ? people[people.count - 1] : people[number % people.count]
    }

    private func stays(_ cohort: Cohort, session: Duration, _ random: any Entropy) -> [ClientPlan.Stay] {
        guard cohort.kind.watchesChannels else {
            return [ClientPlan.Stay(index: Int(random.next() % UInt64(max(1, target.films.count))), length: session)]
        }
        var stays: [ClientPlan.Stay] = []
        var total = Duration.zero
        while total < session, stays.count < Self.stays {
            let length: Duration =
                switch cohort.dwell {
                case .stay: session
                case .fixed(let duration): duration
                case .lognormal(let law): Self.draw(law, random)
                case .zapMix:
                    (cohort.persona == .surfer ? DwellMix.surfer : DwellMix.zapMix).draw(random).duration
                }
            var index = popularity.draw(random)
            // A zap to the channel that is on would be none.
            if index == stays.last?.index { index = (index + 1) % max(1, target.channels.count) }
            stays.append(ClientPlan.Stay(index: index, length: length))
            total += length
        }
        return stays
    }

    private func length(_ length: SessionLength, _ random: any Entropy) -> Duration? {
        switch length {
        case .wholeRun: nil
        case .fixed(let duration): duration
        case .lognormal(let law): Self.draw(law, random)
        }
    }

    private static func draw(_ law: LogNormal, _ random: any Entropy) -> Duration {
        LogNormalLength(
            mean: law.mu, deviation: law.sigma, unit: .seconds(1), bounds: .milliseconds(100)...(.seconds(2_592_000))
        ).draw(random)
    }
}
