/// Follows the programme tables and hands each packet to its stream.
struct ProgramReader {
    /// What the packets of a PID are.
    private enum Role {
        static let none: UInt8 = 0
        static let association: UInt8 = 1
        static let map: UInt8 = 2
        /// A PID with nothing but the programme clock.
        static let clock: UInt8 = 3
        /// Streams count from here.
        static let stream: UInt8 = 8
    }

    private var roles = [UInt8](repeating: Role.none, count: TransportPacket.pidCount)
    private var associationSections = SectionAssembler()
    private var mapSections = SectionAssembler()
    private var selected: ProgramAssociation.Program?
    private var map: ProgramMap?
    private var streams: [ElementaryStream] = []
    private var clockPID = TransportPacket.nullPID
    /// Bytes since a programme was last known, or since that was last reported.
    private var searchedBytes = 0

    init() {
        roles[0] = Role.association
    }

    mutating func read(
        _ packet: TransportPacket, _ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void
    ) {
        if map == nil { countSearch(&context, emit) }
        guard !packet.isDamaged else { return context.faults.report(.transportError, emit) }
        let pid = packet.pid
        let role = roles[Int(pid)]
        guard role != Role.none else { return }
        if pid == clockPID, let clock = packet.clock {
            emit(.clock(clock))
            if role == Role.clock { context.separateClock = clock }
        }
        switch role {
        case Role.association: readAssociation(packet, &context, emit)
        case Role.map: readMap(packet, &context, emit)
        case Role.clock: break
        default: streams[Int(role - Role.stream)].read(packet, &context, emit)
        }
    }

    /// Ends all units in the making.
    mutating func finish(_ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void) {
        for index in streams.indices { streams[index].finish(&context, emit) }
        if map == nil, searchedBytes > 0 { context.faults.report(.noProgram, emit) }
    }

    private mutating func countSearch(
        _ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void
    ) {
        searchedBytes += TransportPacket.size
        guard searchedBytes >= context.limits.searchBytes else { return }
        searchedBytes = 0
        context.faults.report(.noProgram, emit)
    }

    private mutating func readAssociation(
        _ packet: TransportPacket, _ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void
    ) {
        for section in associationSections.read(packet, faults: &context.faults, emit) {
            guard let association = ProgramAssociation(section: section) else { continue }
            let known = association.programs.first { $0.number == selected?.number }
            // One section of several may lack the programme that another has; only a whole table takes it away.
            guard let next = known ?? (selected == nil || association.isWhole ? association.programs.first : selected)
            else {
                if association.isWhole { context.faults.report(.noProgram, emit) }
                continue
            }
            if next != selected { select(next) }
        }
    }

    private mutating func select(_ program: ProgramAssociation.Program) {
        if let selected, roles[Int(selected.mapPID)] == Role.map { roles[Int(selected.mapPID)] = Role.none }
        selected = program
        roles[Int(program.mapPID)] = Role.map
        mapSections = SectionAssembler()
    }

    private mutating func readMap(
        _ packet: TransportPacket, _ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void
    ) {
        for section in mapSections.read(packet, faults: &context.faults, emit) {
            // Several programmes may share the PID of their maps.
            guard let next = ProgramMap(section: section), next.programNumber == selected?.number, next != map
            else { continue }
            apply(next, &context, emit)
        }
    }

    private mutating func apply(
        _ next: ProgramMap, _ context: inout ElementaryStream.Context, _ emit: (TransportEvent) -> Void
    ) {
        let mapPID = selected?.mapPID
        var tracks = next.tracks.filter { $0.pid != mapPID }
        if tracks.count > context.limits.tracks {
            tracks.removeLast(tracks.count - context.limits.tracks)
            context.faults.report(.tooManyTracks, emit)
        }
        if tracks.isEmpty { context.faults.report(.noProgram, emit) }
        map = next
        let isSame = tracks == streams.map(\.track)
        // Units that began under the old table are complete as far as anybody can tell, save on PIDs that stay.
        let isRadio = !tracks.contains { $0.kind == .video }
        var kept: [ElementaryStream] = []
        for (index, track) in tracks.enumerated() {
            if let position = streams.firstIndex(where: { $0.track == track }) {
                var stream = streams.remove(at: position)
                stream.index = index
                stream.isAlwaysRandomAccess = isRadio
                kept.append(stream)
            } else {
                kept.append(ElementaryStream(track: track, index: index, isAlwaysRandomAccess: isRadio))
            }
        }
        for index in streams.indices { streams[index].finish(&context, emit) }
        streams = kept
        assignRoles(clockPID: next.clockPID)
        context.separateClock = nil
        if !isSame { emit(.tracks(tracks)) }
    }

    private mutating func assignRoles(clockPID: UInt16) {
        for pid in roles.indices { roles[pid] = Role.none }
        self.clockPID = clockPID
        if clockPID != TransportPacket.nullPID { roles[Int(clockPID)] = Role.clock }
        for (index, stream) in streams.enumerated() {
            roles[Int(stream.track.pid)] = Role.stream + UInt8(index)
        }
        if let selected { roles[Int(selected.mapPID)] = Role.map }
        roles[0] = Role.association
    }
}
