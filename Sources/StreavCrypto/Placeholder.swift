// StreavCrypto
