import StreavDomain

/// A movie or a show.
struct TitleRecord: Sendable {
    let id: Int32
    let input: TitleInput
    let createdAt: Timestamp
    let updatedAt: Timestamp
    let revision: Int64

    var name: String { input.common.title }
}
