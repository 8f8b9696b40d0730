/// One section of the programme association table (ISO/IEC 13818-1 section 2.4.4.3).
struct ProgramAssociation {
    struct Program: Equatable {
        let number: UInt16
        let mapPID: UInt16
    }

    let programs: [Program]
    /// Section number 0 of 0: these are all programmes there are.
    let isWhole: Bool

    /// - Parameter section: Complete, its checksum verified. Nil: not a PAT that applies now.
    init?(section: [UInt8]) {
        guard section.count >= 12, section[0] == 0x00, section[5] & 1 == 1 else { return nil }
        var programs: [Program] = []
        var position = 8
        while position + 4 <= section.count - 4 {
            let number = UInt16(section[position]) << 8 | UInt16(section[position + 1])
            let pid = UInt16(section[position + 2] & 0x1F) << 8 | UInt16(section[position + 3])
            // Number 0 names the network table; PIDs below 16 and 0x1FFF are reserved.
            if number != 0, pid >= 0x10, pid != TransportPacket.nullPID {
                programs.append(Program(number: number, mapPID: pid))
            }
            position += 4
        }
        self.programs = programs
        isWhole = section[6] == 0 && section[7] == 0
    }
}
