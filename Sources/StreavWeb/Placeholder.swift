// StreavWeb
