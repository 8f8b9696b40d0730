import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// The journal of channels in the database.
struct StoredChannelJournal: ChannelJournal {
    let database: any Database
    let clock: StreavClock

    func load(_ channel: LiveStreamID) async throws -> ChannelRecord? {
        try await database.read { connection in
            try connection.liveStreamStates.find(channel).map { state in
                ChannelRecord(
                    channel: state.id, targetDuration: state.targetDuration, mediaSequence: state.mediaSequence,
                    discontinuitySequence: state.discontinuitySequence)
            }
        }
    }

    func save(_ record: ChannelRecord) async throws {
        let now = clock.wallNow
        let state = LiveStreamState(
            id: record.channel, targetDuration: record.targetDuration, mediaSequence: record.mediaSequence,
            discontinuitySequence: record.discontinuitySequence)
        try await database.write { connection in
            try connection.liveStreamStates.save(state, now: now)
        }
    }
}
