// StreavLocal
