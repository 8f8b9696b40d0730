// StreavManagementTests
