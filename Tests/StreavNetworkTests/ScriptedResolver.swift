import StreavDomain
import StreavNetwork
import StreavPorts
import Synchronization

/// Gives prepared answers, one after the other; the last one again and again.
final class ScriptedResolver: HostResolver {
    private let answers: Mutex<[Result<[IPAddress], MediaSourceError>]>
    private let asked = Mutex<[String]>([])

    init(_ answers: [[String]]) {
        self.answers = Mutex(
            answers.map { texts in
                texts.isEmpty
                    ? .failure(MediaSourceError(.unreachable, "no such name"))
                    : .success(texts.compactMap { IPAddress($0) })
            })
    }

    var names: [String] { asked.withLock { $0 } }

    func addresses(of host: String) async throws(MediaSourceError) -> [IPAddress] {
        asked.withLock { $0.append(host) }
        let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        return try answer.get()
    }
}
