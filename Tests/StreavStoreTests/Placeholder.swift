// StreavStoreTests
