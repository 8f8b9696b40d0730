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
    let commons: RunCommons
    private let popularity: ZipfPopularity

    /// Channels of one viewer's session, at most.
    private static let stays = 200
    /// A closed population comes within this time, or a sixth of the run.
    private static let gathering = Duration.seconds(5)

    /// - Parameter hasCacheFailed: As of ``FaultTimes``.
    init(
        scenario: Scenario, target: LoadTarget, entropy: any Entropy,
        hasCacheFailed: @escaping @Sendable () -> Bool = { false }
    ) {
        self.scenario = scenario
        self.target = target
        self.entropy = entropy
        commons = RunCommons(scenario, hasCacheFailed: hasCacheFailed)
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

    /// - Parameters:
    ///   - seat: Nil: one of its own.
    ///   - ownSeats: How many seats there are of those who do not share a place on purpose: where there are fewer
    ///     places, they share them too.
    func client(
        _ number: Int, of index: Int, arrival: MonotonicInstant, seat: Int? = nil, ownSeats: Int
    ) -> ClientPlan {
        let cohort = scenario.cohorts[index]
        let seat = seat ?? number
        let random = entropy.fork("viewer/\(number)")
        let session = length(cohort.session, random)
        let ends = EndMix(clean: cohort.ends.clean, silent: cohort.ends.silent, halfDead: cohort.ends.halfDead)
        return ClientPlan(
            number: number, seat: seat, cohort: index, cohortName: cohort.name, kind: cohort.kind, arrival: arrival,
            subscriber: subscriber(seat, cohort), isAlone: ownSeats <= ownPlaces && cohort.persona.isHonest,
            stays: stays(cohort, session: session ?? scenario.duration, random), session: session,
            end: ends.draw(random),
            profile: .named(
                cohort.persona == .restreamer
                    ? .greedy : ReloadTiming(rawValue: cohort.player.rawValue) ?? .rfc8216),
            rule: BitrateRuleName(rawValue: cohort.abr.rawValue) ?? .dynamic, seek: cohort.seek,
            network: cohort.network, persona: cohort.persona, sendsMediaData: cohort.cmcd,
            random: random.fork("behaviour"))
    }

    /// Clients have one each; those who share one have it all together, and nobody else has it.
    private func subscriber(_ seat: Int, _ cohort: Cohort) -> LoadTarget.Subscriber {
        let people = target.subscribers
        if cohort.persona == .lapsing, !target.lapsing.isEmpty { return target.lapsing[seat % target.lapsing.count] }
        return cohort.persona == .sharer ? people[people.count - 1] : people[seat % ownPlaces]
    }

    /// Subscribers that are not shared on purpose.
    private var ownPlaces: Int {
        let isShared = scenario.cohorts.contains { $0.persona == .sharer }
        return max(1, target.subscribers.count - (isShared ? 1 : 0))
    }

    private func stays(_ cohort: Cohort, session: Duration, _ random: any Entropy) -> [ClientPlan.Stay] {
        // Who takes everything does not change the channel.
        guard cohort.kind.watchesChannels, cohort.persona != .restreamer else {
            guard !cohort.kind.watchesChannels else {
                return [ClientPlan.Stay(index: popularity.draw(random), length: session)]
            }
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
