// StreavGeography
