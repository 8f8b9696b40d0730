// StreavControlTests
