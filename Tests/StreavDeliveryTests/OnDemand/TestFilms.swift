import StreavDomain
import StreavLocal
import StreavPorts
import StreavStreaming

/// Films of the fixtures, and one in a folder that a test can write in.
struct TestFilms: OnDemandPlanSource {
    static let harbour = OnDemandStreamID(1)
    /// Two sounds.
    static let lantern = OnDemandStreamID(2)
    /// In the test's own folder, as `own.mp4`.
    static let own = OnDemandStreamID(3)
    /// There is no file of it.
    static let lost = OnDemandStreamID(4)
    static let all = [harbour, lantern, own, lost]

    static let fixtures = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/fixtures"

    /// A file of the fixtures.
    static func bytes(of path: String) throws -> [UInt8] { try FixtureBytes.read("\(fixtures)/\(path)") }

    let store: MountedMediaStore

    init(folder: String? = nil) {
        var stores: [String: any MediaStore] = [
            "movies": FileMediaStore(root: Self.fixtures + "/movies"),
            "images": FileMediaStore(root: Self.fixtures + "/images"),
        ]
        if let folder { stores["own"] = FileMediaStore(root: folder) }
        store = MountedMediaStore(stores)
    }

    func plan(of id: OnDemandStreamID) async throws(EntitlementUnavailable) -> OnDemandPlan? {
        switch id {
        case Self.harbour: OnDemandPlan(id: id, name: "Harbour", key: "movies/harbour.mp4")
        case Self.lantern: OnDemandPlan(id: id, name: "Lantern", key: "movies/lantern.mp4")
        case Self.own: OnDemandPlan(id: id, name: "Own", key: "own/own.mp4")
        case Self.lost: OnDemandPlan(id: id, name: "Lost", key: "movies/lost.mp4")
        default: nil
        }
    }
}
