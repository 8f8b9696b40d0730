// StreavNetworkTests
