import StreavLoad

/// A player in steps of ten milliseconds: what a play-out buffer must agree with, in the plainest way.
struct ReferencePlayer {
    var buffered = 0
    var rendered = 0
    var stalled = 0
    var stalls = 0
    var start: Int?

    static func play(_ arrivals: [(tick: Int, length: Int)], rule: StartRule, until end: Int) -> ReferencePlayer {
        var player = ReferencePlayer()
        var queue: [Int] = []
        var isPlaying = false
        var isStalled = false
        var next = 0
        var pause = 0
        for tick in 0...end {
            while next < arrivals.count, arrivals[next].tick == tick {
                queue.append(arrivals[next].length)
                player.buffered += arrivals[next].length
                next += 1
                if !isPlaying, player.buffered >= level(rule, head: queue[0], isStart: player.start == nil) {
                    isPlaying = true
                    if player.start == nil { player.start = tick }
                    if isStalled, pause > 0 { player.stalls += 1 }
                    player.stalled += pause
                    isStalled = false
                    pause = 0
                }
            }
            guard tick < end else { break }
            if isPlaying, player.buffered == 0 {
                isPlaying = false
                isStalled = true
            }
            if isPlaying {
                player.buffered -= 1
                player.rendered += 1
                queue[0] -= 1
                if queue[0] == 0 { queue.removeFirst() }
            } else if isStalled {
                pause += 1
            }
        }
        return player
    }

    private static func level(_ rule: StartRule, head: Int, isStart: Bool) -> Int {
        switch rule {
        case .fast: isStart ? min(head, 200) : head
        case .safe: isStart ? 2 * head : head
        case .media: 300
        }
    }
}
