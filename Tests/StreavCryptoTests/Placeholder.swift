// StreavCryptoTests
