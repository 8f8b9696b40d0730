// StreavMediaTests
