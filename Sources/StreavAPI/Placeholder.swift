// StreavAPI
