import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// The journal of channels in the database, written only by the node that runs the channel.
struct StoredChannelJournal: ChannelJournal {
    let database: any Database
    let clock: StreavClock
    let membership: FleetMembership

    func load(_ channel: LiveStreamID) async throws -> ChannelRecord? {
        try await database.read { connection in
            try connection.liveStreamStates.find(channel).map { state in
                ChannelRecord(
                    channel: state.id, targetDuration: state.targetDuration, mediaSequence: state.mediaSequence,
                    discontinuitySequence: state.discontinuitySequence)
            }
        }
    }

    func save(_ record: ChannelRecord, generation: Int64) async throws -> Bool {
        guard let server = membership.registration?.server else { return false }
        let now = clock.wallNow
        let state = LiveStreamState(
            id: record.channel, targetDuration: record.targetDuration, mediaSequence: record.mediaSequence,
            discontinuitySequence: record.discontinuitySequence)
        return try await database.write { connection in
            try connection.liveStreamStates.save(state, by: server, generation: generation, now: now)
        }
    }
}
