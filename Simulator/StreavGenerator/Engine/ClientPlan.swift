import StreavLoad
import StreavPorts
import StreavScenario

/// Who a client is, drawn before it comes.
struct ClientPlan: Sendable {
    /// A channel or a film, and how long it is watched; the last of a session until the viewer goes.
    struct Stay: Sendable {
        /// Of the target's list.
        var index: Int
        var length: Duration
    }

    var number: Int
    /// The chair it sits on: its address, its device and its subscription. Who comes in its place takes them over.
    var seat: Int
    var cohort: Int
    var cohortName: String
    var kind: CohortKind
    /// When it comes.
    var arrival: MonotonicInstant
    var subscriber: LoadTarget.Subscriber
    /// Whether nobody else presents these credentials: then a refusal is a fault.
    var isAlone: Bool
    /// At least one.
    var stays: [Stay]
    /// Nil: until the run ends.
    var session: Duration?
    var end: EndKind
    var profile: StreavLoad.PlayerProfile
    var rule: BitrateRuleName
    var seek: SeekPlan?
    var network: NetworkProfile
    var persona: Persona
    /// Whether its requests say how it does.
    var sendsMediaData: Bool
    /// Of what it does while it watches.
    var random: any Entropy

    /// What it says it is.
    var userAgent: String { "StreavLoad/1.0 (viewer \(seat))" }

    /// Its line; nil: as fast as it goes.
    func line() -> ClientLine? {
        ClientLine(bitsPerSecond: network.rate.map { Double($0.bitsPerSecond) }, roundTrip: network.latency)
    }
}
