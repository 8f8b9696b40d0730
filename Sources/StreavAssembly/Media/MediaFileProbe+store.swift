public import StreavManagement
public import StreavPorts
import StreavStreaming

extension MediaFileProbe {
    /// Looks at a file as the media scanner does.
    ///
    /// - Parameter store: The platform's media.
    public init(store: any MediaStore) {
        let probe = MediaProbe(store: store)
        self.init { key throws(Refusal) in
            let file: MediaFile
            do throws(MediaStoreError) {
                guard let found = try await store.file(forKey: key) else {
                    throw MediaStoreError(.notFound, "there is no such file in the media folder")
                }
                file = found
            } catch {
                throw Refusal(reason: error.message)
            }
            do throws(OnDemandFailure) {
                return try await probe.details(of: file)
            } catch {
                throw Refusal(reason: error.message)
            }
        }
    }
}
