// StreavStore
