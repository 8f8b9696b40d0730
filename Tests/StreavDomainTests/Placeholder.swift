// StreavDomainTests
