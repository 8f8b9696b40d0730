// StreavGeographyTests
