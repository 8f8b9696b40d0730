// StreavNetwork
