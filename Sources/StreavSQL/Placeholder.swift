// StreavSQL
