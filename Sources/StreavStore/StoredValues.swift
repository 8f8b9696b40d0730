public import StreavDomain
public import StreavSQL

// Enumerations of the domain are stored as their raw values.

extension SubscriberStatus: SQLBindable, SQLReadable {}
extension ServerStatus: SQLBindable, SQLReadable {}
extension StreamFormat: SQLBindable, SQLReadable {}
extension PersonGender: SQLBindable, SQLReadable {}
extension UserRole: SQLBindable, SQLReadable {}
extension OAuthScope: SQLBindable, SQLReadable {}
extension Actor.Kind: SQLBindable, SQLReadable {}
extension LiveStreamPhase: SQLBindable, SQLReadable {}
extension LiveStreamEvent.Kind: SQLBindable, SQLReadable {}
