import NIOCore
import StreavLoad
import StreavPorts
import StreavScenario

/// Somebody who watches a film over HLS, and jumps in it.
final class FilmViewer: PlaylistViewer<OnDemandPlayback> {
    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        super.init(
            plan, shared, OnDemandPlayback(profile: plan.profile, rule: plan.rule.rule, intent: plan.arrival))
    }

    private var film: LoadTarget.Film { shared.target.films[plan.stays[0].index % shared.target.films.count] }

    override var address: String { shared.target.film(film.stream, "m3u8", for: plan.subscriber) }

    override var stream: SegmentTruths.Rendition.Stream { .film(film.stream) }

    override func begin() {
        planSeek()
        super.begin()
    }

    private func planSeek() {
        guard let seek = plan.seek else { return }
        after(seek.every * (0.5 + plan.random.unit())) { [unowned self] in
            self.jump()
            self.planSeek()
        }
    }

    private func jump() {
        guard playback.end == nil, let duration = playback.duration else { return }
        sight("viewer.sought")
        let place = plan.random.unit()
        let target: Duration
        if let within = plan.seek?.within {
            target = playback.position + within * (2 * place - 1)
        } else {
            target = duration * place
        }
        perform(
            playback.seek(to: min(max(target, .zero), duration), at: now, abandoned: fetch?.bytes ?? 0))
    }
}
