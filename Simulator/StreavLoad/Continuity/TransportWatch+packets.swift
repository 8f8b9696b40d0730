import StreavPorts

extension TransportWatch {
    /// How far `later` is after `earlier`, the short way around.
    static func distance(_ earlier: Int64, _ later: Int64, modulus: Int64) -> Int64 {
        let forward = later - earlier
        if forward > modulus / 2 { return forward - modulus }
        return forward < -modulus / 2 ? forward + modulus : forward
    }

    /// - Parameter packet: 188 bytes that begin with the sync byte.
    mutating func judge(_ packet: UnsafeRawBufferPointer, at now: MonotonicInstant) {
        let pid = UInt16(packet[1] & 0x1F) << 8 | UInt16(packet[2])
        guard pid != 0x1FFF else { return }
        let control = packet[3]
        if isPlain(pid, packet[1], control) { return }
        let hasPayload = control & 0x10 != 0
        let adaptationLength = control & 0x20 != 0 ? Int(packet[4]) : -1
        let payload = 5 + adaptationLength
        guard packet[1] & 0x80 == 0, control & 0x30 != 0, payload <= (hasPayload ? 187 : 188) else {
            report(.damaged, pid: pid)
            return
        }
        let flags = adaptationLength > 0 ? packet[5] : 0
        let isMarked = flags & 0x80 != 0
        guard let place = place(of: pid) else { return }
        guard counts(on: place, control, hasPayload: hasPayload, isMarked: isMarked) else { return }
        if isMarked { mark(place) }
        let startsUnit = packet[1] & 0x40 != 0 && hasPayload
        expect(pid, packet, payload, startsUnit: startsUnit)
        if flags & 0x10 != 0, adaptationLength >= 7 {
            tick(Self.clock(packet), pid: pid, at: now)
        }
        if flags & 0x40 != 0, timeToRandomAccess == nil { timeToRandomAccess = mediaTime }
        if startsUnit, pid != 0, pid != mapPID { judgeTimestamp(packet, payload, place) }
    }

    /// Nine in ten packets only go on with the unit of the one before; they are done with here.
    private mutating func isPlain(_ pid: UInt16, _ flags: UInt8, _ control: UInt8) -> Bool {
        guard flags & 0xC0 == 0, control & 0x30 == 0x10, lastPlace < pids.count, case .none = expectedTables
        else { return false }
        let place = lastPlace
        return pids.withUnsafeMutableBufferPointer { pids in
            guard pids[place].pid == pid, let last = pids[place].counter, control & 0x0F == (last + 1) & 0x0F
            else { return false }
            pids[place].counter = control & 0x0F
            pids[place].hasRepeated = false
            return true
        }
    }

    private mutating func place(of pid: UInt16) -> Int? {
        if lastPlace < pids.count, pids[lastPlace].pid == pid { return lastPlace }
        if let found = pids.firstIndex(where: { $0.pid == pid }) {
            lastPlace = found
            return found
        }
        guard pids.count < Self.maximumPIDs else {
            report(.tooManyPIDs, pid: pid)
            return nil
        }
        pids.append(WatchedPID(pid: pid))
        lastPlace = pids.count - 1
        return lastPlace
    }

    /// The continuity counter. False: a repetition, which is legal once and says nothing new.
    private mutating func counts(on place: Int, _ control: UInt8, hasPayload: Bool, isMarked: Bool) -> Bool {
        let counter = control & 0x0F
        let last = pids[place].counter
        pids[place].counter = counter
        guard let last, !isMarked else {
            pids[place].hasRepeated = false
            return true
        }
        guard hasPayload else {
            if counter != last { report(.continuity, pid: pids[place].pid) }
            return true
        }
        if counter == last, !pids[place].hasRepeated {
            pids[place].hasRepeated = true
            return false
        }
        pids[place].hasRepeated = false
        if counter != (last + 1) & 0x0F { report(.continuity, pid: pids[place].pid) }
        return true
    }

    /// A discontinuity is announced: of the PID's timestamps, and on that of the clock of all times (2.4.3.5).
    private mutating func mark(_ place: Int) {
        pids[place].decodeTime = nil
        guard clockPID == nil || clockPID == pids[place].pid else { return }
        isClockMarked = true
        for index in pids.indices { pids[index].decodeTime = nil }
    }

    /// Tables: where they are, when they came, and whether a segment begins with them.
    private mutating func expect(
        _ pid: UInt16, _ packet: UnsafeRawBufferPointer, _ payload: Int, startsUnit: Bool
    ) {
        if pid == 0, startsUnit {
            if let found = Self.mapPID(packet, payload) { mapPID = found }
            association.came()
        } else if pid == mapPID, startsUnit {
            map.came()
        }
        switch expectedTables {
        case .none: break
        case .association:
            if pid != 0 { report(.tablesFirst, pid: pid) }
            expectedTables = pid == 0 ? .map : .none
        case .map:
            guard pid != 0 else { break }
            if pid != mapPID { report(.tablesFirst, pid: pid) }
            expectedTables = .none
        }
    }

    /// The first programme's map PID in an association section that begins in this packet.
    private static func mapPID(_ packet: UnsafeRawBufferPointer, _ payload: Int) -> UInt16? {
        let section = payload + 1 + Int(packet[payload])
        guard section + 8 < packetSize, packet[section] == 0 else { return nil }
        let length = Int(packet[section + 1] & 0x0F) << 8 | Int(packet[section + 2])
        let end = min(section + 3 + length - 4, packetSize)
        var position = section + 8
        while position + 4 <= end {
            let number = UInt16(packet[position]) << 8 | UInt16(packet[position + 1])
            // Number 0 names the network table.
            if number != 0 { return UInt16(packet[position + 2] & 0x1F) << 8 | UInt16(packet[position + 3]) }
            position += 4
        }
        return nil
    }

    private static func clock(_ packet: UnsafeRawBufferPointer) -> Int64 {
        let high = Int64(packet[6]) << 25 | Int64(packet[7]) << 17
        let base = high | Int64(packet[8]) << 9 | Int64(packet[9]) << 1 | Int64(packet[10]) >> 7
        let extent = Int64(packet[10] & 1) << 8 | Int64(packet[11])
        return base * 300 + min(extent, 299)
    }

    private mutating func tick(_ value: Int64, pid: UInt16, at now: MonotonicInstant) {
        if let clockPID, clockPID != pid { return }
        clockPID = pid
        firstClockArrival = firstClockArrival ?? now
        lastClockArrival = now
        defer {
            clock = value
            isClockMarked = false
        }
        if clock >= 0 {
            let step = Self.distance(clock, value, modulus: Self.clockModulus)
            if isClockMarked || step < 0 || step > Self.longestClockStep {
                if !isClockMarked { report(.clockJump, pid: pid) }
                association.restart()
                map.restart()
            } else {
                if step > Self.longestClockInterval { report(.clockInterval, pid: pid) }
                longestSeenClockInterval = max(longestSeenClockInterval, step)
                mediaTicks += step
            }
        }
        if association.tick(value) { report(.associationInterval, pid: 0) }
        if map.tick(value) { report(.mapInterval, pid: mapPID) }
    }

    /// Decode times of a PID do not go back.
    private mutating func judgeTimestamp(_ packet: UnsafeRawBufferPointer, _ payload: Int, _ place: Int) {
        guard payload + 14 <= Self.packetSize, packet[payload] == 0, packet[payload + 1] == 0,
            packet[payload + 2] == 1, Self.hasTimestamps(streamID: packet[payload + 3])
        else { return }
        let flags = packet[payload + 7] >> 6
        guard flags & 2 != 0 else { return }
        let hasDecodeTime = flags == 3 && payload + 19 <= Self.packetSize
        // The decode time may lie in the next packet: then this unit is not judged.
        guard flags == 2 || hasDecodeTime else { return }
        let field = payload + (hasDecodeTime ? 14 : 9)
        let high = Int64(packet[field] & 0x0E) << 29 | Int64(packet[field + 1]) << 22
        let low = Int64(packet[field + 2] & 0xFE) << 14 | Int64(packet[field + 3]) << 7 | Int64(packet[field + 4] >> 1)
        let time = high | low
        if let last = pids[place].decodeTime, Self.distance(last, time, modulus: Self.timestampModulus) < 0 {
            report(.timestamps, pid: pids[place].pid)
        }
        pids[place].decodeTime = time
    }

    /// Whether PES packets of this stream id have the optional header (2.4.3.6).
    private static func hasTimestamps(streamID: UInt8) -> Bool {
        switch streamID {
        case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF: false
        default: true
        }
    }
}
