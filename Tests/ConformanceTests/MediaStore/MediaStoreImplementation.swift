import StreavLocal
import StreavPorts

/// Who is held to the laws of ``MediaStore``.
enum MediaStoreImplementation: CaseIterable, Sendable {
    case files
    case filesOnCaller
    case first
    case second

    func make(_ folder: TemporaryFolder) -> any MediaStore {
        switch self {
        case .files: FileMediaStore(root: folder.path)
        case .filesOnCaller: FileMediaStore(root: folder.path, readsOnCaller: true)
        case .first: LayeredMediaStore(FileMediaStore(root: folder.path), before: MountedMediaStore([:]))
        case .second: LayeredMediaStore(MountedMediaStore([:]), before: FileMediaStore(root: folder.path))
        }
    }
}
